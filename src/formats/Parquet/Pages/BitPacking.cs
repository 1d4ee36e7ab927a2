namespace Gantry.Parquet;

/// <summary>Runs of the same number, and numbers of a few bits side by side: how Parquet writes levels and places in a dictionary.</summary>
internal static class BitPacking
{
    private const int LeastRun = 8;

    public static int Width(int largest) => largest == 0 ? 0 : 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)largest);

    public static void Write(ReadOnlySpan<int> numbers, int width, Stream output)
    {
        var packed = 0;
        var at = 0;
        while (at < numbers.Length)
        {
            var run = 1;
            while (at + run < numbers.Length && numbers[at + run] == numbers[at])
                run++;
            // What is packed comes in eights, so a run gives up what the eight before it lacks.
            var lacking = (8 - (at - packed) % 8) % 8;
            if (run - lacking < LeastRun)
            {
                at += run;
                continue;
            }
            at += lacking;
            Pack(numbers[packed..at], width, output);
            Repeat(numbers[at], run - lacking, width, output);
            at += run - lacking;
            packed = at;
        }
        Pack(numbers[packed..], width, output);
    }

    /// <summary>Reads exactly as many numbers as there is room for.</summary>
    public static void Read(ReadOnlySpan<byte> octets, int width, Span<int> numbers)
    {
        if (width is < 0 or > 32)
            throw new ParquetException($"A page is damaged: numbers of {width} bits.");
        var (at, filled) = (0, 0);
        while (filled < numbers.Length)
        {
            var head = Varint(octets, ref at);
            if ((head & 1) == 0)
            {
                var count = Math.Min((long)(head >> 1), numbers.Length - filled);
                if (count == 0)
                    throw new ParquetException("A page is damaged: a run of nothing.");
                var value = 0L;
                for (var i = 0; i < (width + 7) / 8; i++)
                    value |= (long)Byte(octets, ref at) << 8 * i;
                numbers.Slice(filled, (int)count).Fill(unchecked((int)value));
                filled += (int)count;
                continue;
            }
            var groups = (long)(head >> 1);
            if (groups == 0 || groups * width > octets.Length - at)
                throw new ParquetException("A page is damaged: packed numbers reach beyond it.");
            var bits = octets.Slice(at, (int)(groups * width));
            at += bits.Length;
            var wanted = (int)Math.Min(groups * 8, numbers.Length - filled);
            Unpack(bits, width, numbers.Slice(filled, wanted));
            filled += wanted;
        }
    }

    private static void Repeat(int value, int count, int width, Stream output)
    {
        Varint((ulong)count << 1, output);
        for (var i = 0; i < (width + 7) / 8; i++)
            output.WriteByte((byte)(value >> 8 * i));
    }

    private static void Pack(ReadOnlySpan<int> numbers, int width, Stream output)
    {
        if (numbers.IsEmpty)
            return;
        var groups = (numbers.Length + 7) / 8;
        Varint((ulong)groups << 1 | 1, output);
        var packed = new byte[groups * width];
        var (word, bits, at) = (0UL, 0, 0);
        foreach (var number in numbers)
        {
            word |= (ulong)(uint)number << bits;
            bits += width;
            while (bits >= 8)
            {
                packed[at++] = (byte)word;
                word >>= 8;
                bits -= 8;
            }
        }
        // What is left of the last eight are zeros.
        if (bits > 0)
            packed[at] = (byte)word;
        output.Write(packed);
    }

    private static void Unpack(ReadOnlySpan<byte> octets, int width, Span<int> numbers)
    {
        var (word, bits, at) = (0UL, 0, 0);
        var mask = (1UL << width) - 1;
        for (var i = 0; i < numbers.Length; i++)
        {
            while (bits < width)
            {
                word |= (ulong)octets[at++] << bits;
                bits += 8;
            }
            numbers[i] = unchecked((int)(word & mask));
            word >>= width;
            bits -= width;
        }
    }

    private static void Varint(ulong value, Stream output)
    {
        while (value >= 0x80)
        {
            output.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }
        output.WriteByte((byte)value);
    }

    private static ulong Varint(ReadOnlySpan<byte> octets, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var octet = Byte(octets, ref at);
            value |= (ulong)(octet & 0x7F) << shift;
            if (octet < 0x80)
                return value;
        }
        throw new ParquetException("A page is damaged: a number does not end.");
    }

    private static byte Byte(ReadOnlySpan<byte> octets, ref int at) =>
        at < octets.Length ? octets[at++] : throw new ParquetException("A page is damaged: it ends too early.");
}
