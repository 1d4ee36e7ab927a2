namespace Gantry.Xtce;

internal sealed partial class PacketWalk
{
    /// <summary>One entry: whether it is there, how often, where, and what is in it.</summary>
    private bool Visit(Container container, int at, long start, ref long position, long end, int depth)
    {
        var entry = container.Entries[at];
        if (entry.Include is not null && !CriteriaCheck.Holds(entry.Include, this))
            return true;
        var count = 1L;
        var gap = 0L;
        if (entry.Repeat is { } repeat)
        {
            if (!Evaluate(repeat.Count, "the count", entry, out count) || repeat.Gap is not null && !Evaluate(repeat.Gap, "the gap", entry, out gap))
                return false;
            if (count is < 0 or > MostValues)
                return _packet.Fail(DecodeStatus.BadSize, $"an entry of {container.Name} in line {entry.At.Line} repeats {count} times");
            if (count == 0)
                return true;
        }
        if (entry.Location is { } location && !Locate(container, at, location, count, gap, start, ref position, end, depth))
            return false;
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                position += gap;
            if (!Decode(entry, ref position, i, depth))
                return false;
            _packet.BitsUsed = Math.Max(_packet.BitsUsed, Math.Min(position, _bits));
        }
        return true;
    }

    private bool Locate(Container container, int at, Location location, long count, long gap, long start, ref long position, long end, int depth)
    {
        var entry = container.Entries[at];
        if (!Evaluate(location.Bits, "the location", entry, out var bits))
            return false;
        switch (location.From)
        {
            case ReferencePoint.PreviousEntry:
                position += bits;
                break;
            case ReferencePoint.ContainerStart:
                position = start + bits;
                break;
            default:
                var reference = end;
                if (location.From == ReferencePoint.NextEntry && !NextStart(container, at, start, end, depth, out reference))
                    return false;
                if (Measure(entry, depth) is not { } size)
                    return _packet.Fail(DecodeStatus.Undecodable, $"an entry of {container.Name} in line {entry.At.Line} counts from its end, and its size is not known");
                position = reference - bits - (size * count + gap * (count - 1));
                break;
        }
        return position >= start && position <= _bits || _packet.Fail(
            DecodeStatus.BadSize, $"an entry of {container.Name} in line {entry.At.Line} begins at bit {position} of a packet of {_bits}");
    }

    /// <summary>Where the entry after this one begins, which it must say by itself.</summary>
    private bool NextStart(Container container, int at, long start, long end, int depth, out long next)
    {
        next = 0;
        for (var i = at + 1; i < container.Entries.Count; i++)
        {
            var entry = container.Entries[i];
            if (entry.Include is not null && !CriteriaCheck.Holds(entry.Include, this))
                continue;
            var count = 1L;
            if (entry.Repeat is not null || entry.Location is not { From: ReferencePoint.ContainerStart or ReferencePoint.ContainerEnd } location)
                break;
            if (!Evaluate(location.Bits, "the location", entry, out var bits))
                return false;
            if (location.From == ReferencePoint.ContainerStart)
            {
                next = start + bits;
                return true;
            }
            if (Measure(entry, depth) is not { } size)
                break;
            next = end - bits - size * count;
            return true;
        }
        return _packet.Fail(DecodeStatus.Undecodable, $"an entry of {container.Name} in line {container.Entries[at].At.Line} counts from the next one, which does not say where it begins");
    }

    private bool Decode(Entry entry, ref long position, int index, int depth)
    {
        switch (entry)
        {
            case ParameterEntry one:
                return Parameter(one.Parameter, null, ref position, index);
            case ArrayEntry one:
                return Parameter(one.Parameter, one.Dimensions, ref position, index);
            case ContainerEntry one:
                return Include(one.Container.Target!, ref position, depth);
            case ParameterSegmentEntry one:
                return Segment(one, ref position, index);
            case ContainerSegmentEntry one:
                return Segment(one, ref position);
            case StreamSegmentEntry one:
                if (!Needs(position, one.SizeInBits, one.Stream.Text))
                    return false;
                _packet.PieceList.Add(new(one.Stream.Target!, position, one.SizeInBits, one.Order));
                position += one.SizeInBits;
                return true;
            case IndirectEntry one:
                return Indirect(one, ref position, index);
            case FixedValueEntry one:
                if (!Needs(position, one.SizeInBits, "a fixed value"))
                    return false;
                IsOtherCommand |= Arguments is not null && !IsFixed(one, position);
                position += one.SizeInBits;
                return true;
            case ArgumentEntry one when Stand(one.Argument, one.At) is { } stand:
                return Parameter(stand, null, ref position, index);
            case ArrayArgumentEntry one when Stand(one.Argument, one.At) is { } stand:
                return Parameter(stand, one.Dimensions, ref position, index);
            default:
                return _packet.Fail(DecodeStatus.Undecodable, $"the entry in line {entry.At.Line} has no meaning in telemetry");
        }
    }

    private ParameterReference? Stand(string argument, Place at) =>
        Arguments is not null && ArgumentPath.Split(argument, Arguments.ContainsKey) is var (name, path) ? new(argument, at) { Target = Arguments[name], Path = path } : null;

    private bool IsFixed(FixedValueEntry entry, long position)
    {
        var bytes = Convert.FromHexString(entry.Hex);
        var above = entry.SizeInBits - bytes.Length * 8L;
        for (var bit = 0L; bit < entry.SizeInBits; bit++)
        {
            var wanted = bit < above ? 0 : Bits.Read(bytes, bit - above, 1);
            if (Bits.Read(_data.Span, position + bit, 1) != wanted)
                return false;
        }
        return true;
    }

    /// <summary>A container inside another: what it extends, and itself.</summary>
    private bool Include(Container container, ref long position, int depth)
    {
        if (depth >= Deepest)
            return _packet.Fail(DecodeStatus.Undecodable, $"{container.Name} lies more than {Deepest} containers deep");
        var start = position;
        var end = _bits;
        if (container.Encoding is { } encoding)
        {
            if (!Evaluate(encoding.Size, $"the size of {container.Name}", null, out var size))
                return false;
            end = start + size;
            if (size < 0 || end > _bits)
                return _packet.Fail(DecodeStatus.BadSize, $"{container.Name} has {size} bits of {_bits - start} that are left");
        }
        foreach (var part in Lineage(container))
        {
            if (!Enter(part, start, ref position, end, depth + 1))
                return false;
        }
        if (container.Encoding is not null)
            position = end;
        return true;
    }

    /// <summary>A container after all it extends, the outermost first.</summary>
    internal static IEnumerable<Container> Lineage(Container container)
    {
        var chain = new Stack<Container>();
        for (var one = container; one is not null; one = one.Base?.Container.Target)
            chain.Push(one);
        return chain;
    }

    private bool Indirect(IndirectEntry entry, ref long position, int index)
    {
        var name = Find(entry.Name) is { } found ? (entry.Name.IsCalibrated ? found.Value : found.Raw).ToString() : null;
        if (name is null || _prepared.ByAlias(name, entry.AliasNameSpace) is not { } parameter)
            return _packet.Fail(DecodeStatus.Undecodable, $"no parameter has the alias {Wording.Quote(name ?? "")}, which the entry in line {entry.At.Line} asks for");
        return Parameter(new(parameter.Name, entry.At) { Target = parameter }, null, ref position, index);
    }

    private bool Segment(ParameterSegmentEntry entry, ref long position, int index)
    {
        if (!Needs(position, entry.SizeInBits, entry.Parameter.Text))
            return false;
        _segments ??= new(ReferenceEqualityComparer.Instance);
        var parameter = entry.Parameter.Target!;
        if (!_segments.TryGetValue(parameter, out var set))
            _segments[parameter] = set = new();
        set.Add(position, entry.SizeInBits, entry.Order);
        position += entry.SizeInBits;
        // As soon as all is there, for what follows may depend on it.
        if (_prepared.Database.TypeOf(parameter) is not { } type || _prepared.FixedBits(type) is not { } size || set.Bits < size)
            return true;
        _segments.Remove(parameter);
        return Joined(parameter, set, index);
    }

    private bool Segment(ContainerSegmentEntry entry, ref long position)
    {
        if (!Needs(position, entry.SizeInBits, entry.Container.Text))
            return false;
        _containerSegments ??= new(ReferenceEqualityComparer.Instance);
        if (!_containerSegments.TryGetValue(entry.Container.Target!, out var set))
            _containerSegments[entry.Container.Target!] = set = new();
        set.Add(position, entry.SizeInBits, entry.Order);
        position += entry.SizeInBits;
        return true;
    }

    private void FinishSegments()
    {
        foreach (var (parameter, set) in _segments ?? [])
        {
            if (!Joined(parameter, set, 0))
                return;
        }
        foreach (var (container, set) in _containerSegments ?? [])
        {
            var position = 0L;
            var isGood = Within(set, () => Include(container, ref position, 1));
            if (!isGood)
                return;
        }
    }

    private bool Joined(Parameter parameter, SegmentSet set, int index)
    {
        var position = 0L;
        var before = _packet.List.Count;
        var isGood = Within(set, () => Parameter(new(parameter.Name, parameter.At) { Target = parameter }, null, ref position, index));
        if (_packet.List.Count > before)
            _packet.List[^1] = _packet.List[^1] with { Bit = set.First, Bits = set.Bits };
        return isGood;
    }

    /// <summary>Decodes inside joined bits, as if they were the packet.</summary>
    private bool Within(SegmentSet set, Func<bool> decode)
    {
        var (data, bits, isJoined) = (_data, _bits, _isJoined);
        _data = set.Join(data.Span);
        _bits = set.Bits;
        _isJoined = true;
        var isGood = decode();
        (_data, _bits, _isJoined) = (data, bits, isJoined);
        return isGood;
    }
}
