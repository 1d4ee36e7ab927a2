namespace Gantry.Xtce;

/// <summary>Writes the entries of a command's container, those of the containers it extends first.</summary>
internal sealed class CommandBits(Prepared prepared, Dictionary<string, Found> arguments, List<string> faults) : IValues
{
    private const long MostBits = 8 * 1024 * 1024;

    private byte[] _bytes = new byte[64];
    private long _at;
    private long _end;

    public List<EncodedField> Fields { get; } = [];

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, (int)((_end + 7) / 8));

    public void Write(Container container) => Include(container, 0);

    public Found? Find(ValueSource source) => source switch
    {
        ArgumentValue argument => arguments.TryGetValue(argument.Argument, out var found) ? found : null,
        ParameterValue { Parameter.Target: { } parameter } => InitialValues.Of(parameter, prepared),
        _ => null,
    };

    public bool? Ask(Algorithm algorithm) => Decisions.Ask(algorithm, this, null);

    private void Include(Container container, int depth)
    {
        var start = _at;
        foreach (var entry in PacketWalk.Lineage(container).SelectMany(c => c.Entries))
        {
            if (faults.Count > 0 || !CriteriaCheck.Holds(entry.Include, this))
                continue;
            var count = entry.Repeat is null ? 1 : Evaluate(entry.Repeat.Count, "a count") ?? 0;
            var gap = entry.Repeat?.Gap is null ? 0 : Evaluate(entry.Repeat.Gap, "a gap") ?? 0;
            if (entry.Location is { } location && Evaluate(location.Bits, "a location") is { } bits)
            {
                if (location.From is ReferencePoint.ContainerEnd or ReferencePoint.NextEntry)
                    faults.Add($"the entry in line {entry.At.Line} counts from an end that a command does not have yet");
                _at = location.From == ReferencePoint.ContainerStart ? start + bits : _at + bits;
            }
            if (_at < 0 || count is < 0 or > 65_536)
                faults.Add($"the entry in line {entry.At.Line} begins at bit {_at} or comes {count} times");
            for (var i = 0; i < count && faults.Count == 0; i++)
            {
                _at += i > 0 ? gap : 0;
                Write(entry, depth);
            }
        }
    }

    private void Write(Entry entry, int depth)
    {
        switch (entry)
        {
            case FixedValueEntry one:
                Put(one.Name ?? "fixed", one.Hex, () => Fixed(one));
                break;
            case ArgumentEntry one when arguments.TryGetValue(one.Argument, out var found):
                Put(one.Argument, found.Value.ToString(), () => Value(one.Argument, found.Type!, found.Raw));
                break;
            case ParameterEntry { Parameter.Target: { } parameter }:
                // What the channel knows better it fills in; until then there is the value the database gives.
                var initial = InitialValues.Of(parameter, prepared);
                if (prepared.Database.TypeOf(parameter) is { } type)
                    Put(parameter.Name, initial?.Value.ToString() ?? "0", () => Value(parameter.Name, type, initial?.Raw ?? Xtce.Value.Of(0UL)));
                break;
            case ContainerEntry { Container.Target: { } inner } when depth < Cycles.Deepest:
                Include(inner, depth + 1);
                break;
            default:
                faults.Add($"the entry in line {entry.At.Line} cannot be encoded");
                break;
        }
    }

    private void Put(string name, string value, Action write)
    {
        var from = _at;
        write();
        if (_at > from)
            Fields.Add(new(name, value, from, _at - from));
    }

    // The least significant bits of what is written.
    private void Fixed(FixedValueEntry entry)
    {
        var bytes = Convert.FromHexString(entry.Hex);
        var missing = Math.Max(0, entry.SizeInBits - bytes.Length * 8L);
        Zeros(missing);
        var first = Math.Max(0, bytes.Length * 8L - entry.SizeInBits);
        for (var bit = first; bit < bytes.Length * 8L; bit++)
            Append(Bits.Read(bytes, bit, 1), 1);
    }

    private void Value(string name, DataType type, Value raw)
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
                Text(name, text, Texts.Write(raw.AsText, text.Characters));
                break;
            case BinaryEncoding binary:
                if (Evaluate(binary.Size, $"the size of {name}") is not { } size)
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

    private void Text(string name, StringEncoding encoding, byte[] bytes)
    {
        var tag = encoding.LeadingSizeInBits ?? 0;
        var terminator = encoding.Terminator is { } end && tag == 0 ? Convert.FromHexString(end) : [];
        var room = encoding.Buffer is null ? null : Evaluate(encoding.Buffer, $"the size of {name}");
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

    private void Zeros(long count)
    {
        for (; count > 0 && faults.Count == 0; count -= 64)
            Append(0, (int)Math.Min(64, count));
    }

    private void Append(ulong bits, int count)
    {
        if (_at + count > MostBits)
        {
            faults.Add("the command is longer than a megabyte");
            return;
        }
        if (_at + count > _bytes.Length * 8L)
            Array.Resize(ref _bytes, (int)Math.Max(_bytes.Length * 2L, (_at + count + 7) / 8));
        Bits.Write(_bytes, _at, count, bits);
        _at += count;
        _end = Math.Max(_end, _at);
    }

    private long? Evaluate(IntegerValue value, string what)
    {
        switch (value)
        {
            case FixedValue one:
                return one.Value;
            case DynamicValue one when Find(one.Source) is { } found && (one.Source.IsCalibrated ? found.Value : found.Raw).TryNumber(out var number):
                var sum = (one.Slope ?? 1) * number + one.Intercept;
                if (Math.Abs(sum) < MostBits)
                    return (long)Math.Round(sum);
                break;
            case LookupValue one:
                if (one.Cases.FirstOrDefault(c => CriteriaCheck.Holds(c.When, this)) is { } holding)
                    return holding.Value;
                if (one.Otherwise is { } otherwise)
                    return otherwise;
                break;
        }
        faults.Add($"{what} cannot be worked out");
        return null;
    }
}
