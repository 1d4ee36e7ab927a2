using System.Buffers.Binary;

namespace Gantry.TestKit;

/// <summary>Content of any length that looks random, is the same for the same seed, and is kept nowhere.</summary>
public sealed class RandomStream(int seed, long length) : ReadOnlyStream
{
    private long _at;

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - _at);
        var filled = 0;
        while (filled < count)
        {
            var within = (int)(_at & 7);
            var piece = Math.Min(8 - within, count - filled);
            var word = Mix((ulong)(_at >> 3));
            if (piece == 8)
                BinaryPrimitives.WriteUInt64LittleEndian(buffer[filled..], word);
            else
                Scatter(word, within, buffer.Slice(filled, piece));
            filled += piece;
            _at += piece;
        }
        return count;
    }

    /// <summary>The same content as an array, for short ones.</summary>
    public static byte[] Bytes(int seed, int length)
    {
        var bytes = new byte[length];
        using var stream = new RandomStream(seed, length);
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void Scatter(ulong word, int from, Span<byte> to)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, word);
        bytes.Slice(from, to.Length).CopyTo(to);
    }

    // SplitMix64: any place can be computed without those before it.
    private ulong Mix(ulong place)
    {
        var z = (((ulong)seed << 32) ^ place) * 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
