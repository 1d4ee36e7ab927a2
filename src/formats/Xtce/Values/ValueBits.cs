namespace Gantry.Xtce;

/// <summary>Writes values as their types say, wherever the next one begins.</summary>
internal sealed class ValueBits(Prepared prepared, List<string> faults)
{
    public const long Most = 8 * 1024 * 1024;

    private byte[] _bytes = new byte[64];
    private long _end;

    /// <summary>Where the next bit goes.</summary>
    public long At { get; set; }

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, (int)((_end + 7) / 8));

    public void Value(string name, DataType type, Value raw, Func<IntegerValue, string, long?> evaluate)
    {
        switch (type.Encoding)
        {
            case IntegerEncoding integer when Whole(raw) is { } whole:
                if (IntegerBits.IsDecimal(integer.Format))
                    Decimal(name, integer, whole);
                else if (integer.SizeInBits <= 64 && IntegerBits.TryWrite(whole, integer.SizeInBits, integer.Format, out var bits))
                    Number(bits, integer.SizeInBits, integer);
                else
                    faults.Add($"{name}: {whole} does not fit {integer.SizeInBits} bits {integer.Format}");
                break;
            case FloatEncoding { Format: FloatFormat.Ieee754, SizeInBits: 16 or 32 or 64 } real when raw.TryNumber(out var number):
                Number(real.SizeInBits switch { 16 => BitConverter.HalfToUInt16Bits((Half)number), 32 => BitConverter.SingleToUInt32Bits((float)number), _ => BitConverter.DoubleToUInt64Bits(number) }, real.SizeInBits, real);
                break;
            case StringEncoding text:
                Text(name, text, Texts.Write(raw.AsText, text.Characters), evaluate);
                break;
            case BinaryEncoding binary:
                if (evaluate(binary.Size, $"the size of {name}") is not { } size)
                    break;
                if (raw.AsBytes.Length * 8L > size)
                    faults.Add($"{name} has {raw.AsBytes.Length} bytes and room for {size / 8}");
                else
                    Blob(raw.AsBytes.Span, size);
                break;
            default:
                faults.Add($"{name} cannot be encoded as {Words.Of(type.Encoding)}");
                break;
        }
    }

    private void Text(string name, StringEncoding encoding, byte[] bytes, Func<IntegerValue, string, long?> evaluate)
    {
        var tag = encoding.LeadingSizeInBits ?? 0;
        var terminator = encoding.Terminator is { } end && tag == 0 ? Convert.FromHexString(end) : [];
        var room = encoding.Buffer is null ? null : evaluate(encoding.Buffer, $"the size of {name}");
        var needed = tag + bytes.Length * 8L;
        if (needed > (room ?? encoding.LongestInBits ?? long.MaxValue))
        {
            faults.Add($"{name} takes {needed} bits and has {room ?? encoding.LongestInBits}");
            return;
        }
        if (tag > 0)
            Number((ulong)bytes.Length * (prepared.Database.Settings.LeadingSizes == LeadingSizeUnit.Bits ? 8UL : 1UL), tag, encoding);
        // A text that fills its room needs no end.
        Blob([.. bytes, .. room is { } all && needed + terminator.Length * 8L > all ? [] : terminator], room is null ? -1 : room.Value - tag);
    }

    private void Decimal(string name, IntegerEncoding encoding, Int128 whole)
    {
        var width = encoding.Format == IntegerFormat.Bcd ? 8 : 4;
        var digits = whole < 0 ? "" : whole.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var count = encoding.SizeInBits / width;
        if (digits.Length == 0 || digits.Length > count)
        {
            faults.Add($"{name}: {whole} does not fit {count} digits");
            return;
        }
        var ordered = digits.PadLeft(count, '0').ToCharArray();
        if (encoding.ByteOrder.IsLeastSignificantFirst)
            Array.Reverse(ordered);
        foreach (var digit in ordered)
            Append((ulong)(digit - '0'), width);
    }

    private void Number(ulong bits, int count, DataEncoding encoding)
    {
        bits = encoding.ByteOrder.IsPlain((count + 7) / 8) ? bits : NumberBits.Unorder(bits, count, encoding.ByteOrder);
        Append(encoding.LeastSignificantBitFirst ? Bits.Reverse(bits, count) : bits, count);
    }

    private static Int128? Whole(Value raw) =>
        raw.TryWhole(out var whole) ? whole : raw.Kind == ValueKind.Real && Math.Abs(raw.AsReal) < 1e30 ? (Int128)Math.Round(raw.AsReal) : null;

    private void Blob(ReadOnlySpan<byte> bytes, long room)
    {
        foreach (var one in bytes)
            Append(one, 8);
        if (room > bytes.Length * 8L)
            Zeros(room - bytes.Length * 8L);
    }

    public void Zeros(long count)
    {
        for (; count > 0 && faults.Count == 0; count -= 64)
            Append(0, (int)Math.Min(64, count));
    }

    public void Append(ulong bits, int count)
    {
        if (At + count > Most)
        {
            faults.Add("there is more than a megabyte");
            return;
        }
        if (At + count > _bytes.Length * 8L)
            Array.Resize(ref _bytes, (int)Math.Max(_bytes.Length * 2L, (At + count + 7) / 8));
        Bits.Write(_bytes, At, count, bits);
        At += count;
        _end = Math.Max(_end, At);
    }
}
