namespace Gantry.Xtce;

internal sealed partial class PacketWalk
{
    private bool Parameter(ParameterReference reference, ValueList<Dimension>? dimensions, ref long position, int index)
    {
        var parameter = reference.Target!;
        var start = position;
        var state = SampleState.Good;
        _placed.Clear();
        if (_prepared.Database.TypeOf(reference) is not { } type)
            return _packet.Fail(DecodeStatus.Undecodable, $"the type of {reference.Text} is not known");
        var isRead = type is ArrayType array
            ? List(array, dimensions is { Count: > 0 } ? dimensions : array.Dimensions, reference.Text, ref position, ref state, 0, out var raw, out var value)
            : Read(type, reference.Text, ref position, ref state, 0, out raw, out value);
        if (!isRead)
            return false;
        if (!Engineering.IsReasonable(type, raw, value))
            state |= SampleState.Unreasonable;
        _latest[parameter] = _packet.List.Count;
        _packet.List.Add(new(parameter, reference.Path, raw, value, start, position - start, index, state, ConcernLevel.Normal));
        Places?.Add([.. _placed]);
        return true;
    }

    private bool Read(DataType type, string name, ref long position, ref SampleState state, int depth, out Value raw, out Value value)
    {
        raw = value = Value.None;
        if (--_left < 0)
            return _packet.Fail(DecodeStatus.TooMuch, $"the packet has more than {MostValues:N0} values");
        switch (type)
        {
            case AggregateType aggregate:
                return Members(aggregate, name, ref position, ref state, depth, out raw, out value);
            case ArrayType array:
                return List(array, array.Dimensions, name, ref position, ref state, depth, out raw, out value);
        }
        var start = position;
        if (!Raw(type.Encoding, name, ref position, out raw))
            return false;
        if (Places is not null)
            _placed.Add(_isJoined ? default : new(start, position - start));
        value = Engineering.Of(type, raw, _prepared, this, ref state);
        return true;
    }

    private bool Members(AggregateType aggregate, string name, ref long position, ref SampleState state, int depth, out Value raw, out Value value)
    {
        raw = value = Value.None;
        if (depth > Deepest)
            return _packet.Fail(DecodeStatus.Undecodable, $"{name} is nested too deep");
        var raws = new Value[aggregate.Members.Count];
        var values = new Value[raws.Length];
        for (var i = 0; i < raws.Length; i++)
        {
            var member = aggregate.Members[i];
            if (_prepared.Database.Resolve(member.Type) is not { } type)
                return _packet.Fail(DecodeStatus.Undecodable, $"the type of {name}.{member.Name} is not known");
            if (!Read(type, $"{name}.{member.Name}", ref position, ref state, depth + 1, out raws[i], out values[i]))
                return false;
            if (!Engineering.IsReasonable(type, raws[i], values[i]))
                state |= SampleState.Unreasonable;
        }
        raw = Value.OfMembers(raws);
        value = Value.OfMembers(values);
        return true;
    }

    private bool List(ArrayType array, ValueList<Dimension> dimensions, string name, ref long position, ref SampleState state, int depth, out Value raw, out Value value)
    {
        raw = value = Value.None;
        if (depth > Deepest || _prepared.Database.Resolve(array.Element) is not { } element)
            return _packet.Fail(DecodeStatus.Undecodable, $"{name} is nested too deep, or its type is not known");
        if (!Shape(dimensions, name, out var from, out var sizes))
            return false;
        var count = sizes.Aggregate(1, (product, size) => product * size);
        // Before memory is taken for them.
        if (_prepared.FixedBits(element) is { } each && !Needs(position, each * count, name))
            return false;
        var raws = new List<Value>();
        var values = new List<Value>();
        for (var i = 0; i < count; i++)
        {
            if (!Read(element, name, ref position, ref state, depth + 1, out var one, out var other))
                return false;
            if (!Engineering.IsReasonable(element, one, other))
                state |= SampleState.Unreasonable;
            raws.Add(one);
            values.Add(other);
        }
        raw = Value.Of(new ListValue([.. raws], from, sizes));
        value = Value.Of(new ListValue([.. values], from, sizes));
        return true;
    }

    private bool Raw(DataEncoding? encoding, string name, ref long position, out Value raw)
    {
        raw = Value.None;
        switch (encoding)
        {
            case IntegerEncoding integer:
                if (!Needs(position, integer.SizeInBits, name))
                    return false;
                raw = IntegerBits.Read(_data.Span, position, integer);
                position += integer.SizeInBits;
                return true;
            case FloatEncoding real:
                if (!Needs(position, real.SizeInBits, name))
                    return false;
                raw = Value.Of(FloatBits.Read(_data.Span, position, real));
                position += real.SizeInBits;
                return true;
            case BinaryEncoding binary:
                if (!Evaluate(binary.Size, $"the size of {name}", null, out var size) || !Needs(position, size, name))
                    return false;
                raw = Value.Of(Bits.Slice(_data, position, size));
                position += size;
                return true;
            case StringEncoding text:
                return Text(text, name, ref position, out raw);
            default:
                return _packet.Fail(DecodeStatus.Undecodable, $"{name} has no encoding");
        }
    }

    private bool Text(StringEncoding encoding, string name, ref long position, out Value raw)
    {
        raw = Value.None;
        var start = position;
        var room = _bits - position;
        if (encoding.Buffer is not null)
        {
            if (!Evaluate(encoding.Buffer, $"the size of {name}", null, out room))
                return false;
            room = Math.Min(room, encoding.LongestInBits ?? room);
            if (!Needs(position, room, name))
                return false;
        }
        if (encoding.LeadingSizeInBits is { } tag)
        {
            if (tag > 64 || tag > room)
                return Needs(position, tag, $"the size of {name}") && _packet.Fail(DecodeStatus.BadSize, $"the size of {name} takes {tag} of {room} bits");
            var count = NumberBits.Read(_data.Span, start, tag, encoding);
            var bits = _prepared.Database.Settings.LeadingSizes == LeadingSizeUnit.Bits ? count : count > (ulong)FixedSizes.Most ? ulong.MaxValue : count * 8;
            if (bits > (ulong)(room - tag))
                return _packet.Fail(encoding.Buffer is null ? DecodeStatus.TooShort : DecodeStatus.BadSize, $"{name} says it has {count} {(_prepared.Database.Settings.LeadingSizes == LeadingSizeUnit.Bits ? "bits" : "bytes")} and there are {(room - tag) / 8} bytes");
            raw = Value.Of(Bits.Slice(_data, start + tag, (long)bits));
            position = encoding.Buffer is null ? start + tag + (long)bits : start + room;
            return true;
        }
        if (encoding.Terminator is not { } end)
        {
            if (encoding.Buffer is null)
                return _packet.Fail(DecodeStatus.Undecodable, $"nobody says how long {name} is");
            raw = Value.Of(Bits.Slice(_data, start, room));
            position = start + room;
            return true;
        }
        var terminator = Convert.FromHexString(end);
        var within = Math.Min(room, encoding.LongestInBits ?? room) / 8 * 8;
        var buffer = Bits.Slice(_data, start, within);
        var length = IndexOf(buffer.Span, terminator, Texts.Width(encoding.Characters));
        if (length < 0 && encoding.Buffer is null && encoding.LongestInBits is null)
            return _packet.Fail(DecodeStatus.TooShort, $"{name} does not end");
        raw = Value.Of(length < 0 ? buffer : buffer[..length]);
        position = encoding.Buffer is not null ? start + room : start + (length < 0 ? within : (length + terminator.Length) * 8L);
        return true;
    }

    private static int IndexOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> terminator, int step)
    {
        // A longer character is looked for where characters begin; within its bytes a part of it may look like the end.
        if (step == 1)
            return text.IndexOf(terminator);
        for (var i = 0; i + terminator.Length <= text.Length; i += step)
        {
            if (text[i..].StartsWith(terminator))
                return i;
        }
        return -1;
    }
}
