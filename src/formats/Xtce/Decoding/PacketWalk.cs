namespace Gantry.Xtce;

/// <summary>
/// Decodes one packet by walking its containers: what the standard means, word by word. Compiled plans are held against it.
/// </summary>
internal sealed partial class PacketWalk : IValues
{
    private const int MostValues = 4_000_000;
    private const int Deepest = 2 * Cycles.Deepest;

    private readonly Prepared _prepared;
    private readonly History? _history;
    private readonly IAlgorithmHost? _host;
    private readonly DecodedPacket _packet = new();
    private readonly Dictionary<Parameter, int> _latest = new(ReferenceEqualityComparer.Instance);
    private Dictionary<Parameter, SegmentSet>? _segments;
    private Dictionary<Container, SegmentSet>? _containerSegments;
    private readonly List<BitSpan> _placed = [];
    private ReadOnlyMemory<byte> _data;
    private bool _isJoined;
    private long _bits;
    private int _left = MostValues;

    public PacketWalk(Prepared prepared, ReadOnlyMemory<byte> data, History? history, IAlgorithmHost? host)
    {
        _prepared = prepared;
        _data = data;
        _bits = data.Length * 8L;
        _history = history;
        _host = host;
    }

    /// <summary>Of a command: what stands for each argument.</summary>
    public IReadOnlyDictionary<string, Parameter>? Arguments { get; init; }

    /// <summary>Where each value without parts stands, sample by sample, for whoever wants to see it.</summary>
    public List<BitSpan[]>? Places { get; init; }

    /// <summary>Of a command: a fixed value was not what it must be.</summary>
    public bool IsOtherCommand { get; private set; }

    public DecodedPacket Run(Container root)
    {
        var position = 0L;
        var container = root;
        while (Enter(container, 0, ref position, _bits, 0))
        {
            if (container.Base?.Next is { Target: { } next })
                _packet.Next = next;
            if (Child(container) is not { } child)
                break;
            container = child;
        }
        if (_packet.Status == DecodeStatus.Good)
            FinishSegments();
        _packet.Container = container;
        if (_packet.Status == DecodeStatus.Good && container.IsAbstract)
            _packet.Fail(DecodeStatus.Unidentified, $"no container that extends {container.Name} matches");
        Judge();
        return _packet;
    }

    public Found? Find(ValueSource source)
    {
        if (source is ArgumentValue argument && Stand(argument.Argument, argument.At) is { Target: { } stand, Path: var path })
            return _latest.TryGetValue(stand, out var last) ? Part(_packet.List[last], path) ?? Earlier(stand, path, last) : null;
        if (source is not ParameterValue { Parameter.Target: { } parameter } value)
            return null;
        if (value.Instance == 0 && _latest.TryGetValue(parameter, out var at))
            return Part(_packet.List[at], value.Parameter.Path) ?? Earlier(parameter, value.Parameter.Path, at);
        // So many before the newest of this packet, or before this packet.
        var ago = Math.Abs(value.Instance) - (value.Instance != 0 && _latest.ContainsKey(parameter) ? 1 : 0);
        if (_history?.Last(parameter, value.Instance == 0 ? 0 : Math.Max(0, ago)) is { } earlier)
            return Part(earlier, value.Parameter.Path);
        return InitialValues.Of(parameter, _prepared);
    }

    public bool? Ask(Algorithm algorithm) => Decisions.Ask(algorithm, this, _host);

    /// <summary>The entries of a container alone; false when the walk is over.</summary>
    private bool Enter(Container container, long start, ref long position, long end, int depth)
    {
        if (_prepared.Database.WhyBroken(container) is { } why)
            return _packet.Fail(DecodeStatus.Undecodable, $"{container.Name} cannot be decoded: {why}");
        _packet.ContainerList.Add(container);
        var isRoot = depth == 0;
        if ((container.Check ?? container.Encoding?.Check) is { } check && isRoot && ErrorChecks.Verify(check, _data.Span) is { } isGood)
            _packet.IsChecked = (_packet.IsChecked ?? true) && isGood;
        for (var i = 0; i < container.Entries.Count; i++)
        {
            if (!Visit(container, i, start, ref position, end, depth))
                return false;
        }
        return true;
    }

    /// <summary>The first child that matches; one that matches always is asked last.</summary>
    private Container? Child(Container container)
    {
        Container? found = null;
        Container? always = null;
        foreach (var child in container.Children)
        {
            if (child.Base!.Restriction is not { } restriction)
            {
                if (always is not null && found is null)
                    _packet.IsAmbiguous = true;
                always ??= child;
                continue;
            }
            if (!CriteriaCheck.Holds(restriction, this))
                continue;
            if (found is not null)
                _packet.IsAmbiguous = true;
            found ??= child;
        }
        return found ?? always;
    }

    private Found? Part(in Sample sample, ValueList<PathStep> path)
    {
        var type = _prepared.Database.TypeOf(sample.Parameter);
        var (raw, value) = (sample.Raw, sample.Value);
        // A part that was decoded by itself is looked for among its own parts.
        if (sample.Part.Count > 0)
        {
            if (sample.Part.Count > path.Count || !sample.Part.SequenceEqual(path.Take(sample.Part.Count)))
                return null;
            type = _prepared.Database.TypeOf(sample.Parameter, sample.Part);
            path = [.. path.Skip(sample.Part.Count)];
        }
        return Parts.Of(raw, value, type, path, _prepared.Database);
    }

    /// <summary>Of a parameter whose parts came one by one, the part that is asked for.</summary>
    private Found? Earlier(Parameter parameter, ValueList<PathStep> path, int before)
    {
        for (var i = before - 1; i >= 0 && path.Count > 0; i--)
        {
            if (ReferenceEquals(_packet.List[i].Parameter, parameter) && Part(_packet.List[i], path) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>When all is decoded: which values are not to be believed, and how bad each is.</summary>
    private void Judge()
    {
        var samples = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_packet.List);
        for (var i = 0; i < samples.Length; i++)
        {
            ref var sample = ref samples[i];
            if (sample.Parameter.Validity is { } validity && !CriteriaCheck.Holds(validity, this))
                sample = sample with { State = sample.State | SampleState.Invalid };
            else if (_prepared.Database.TypeOf(sample.Parameter, sample.Part) is { } type && _prepared.HasAlarms(type))
                sample = sample with { Level = AlarmCheck.Level(type, sample.Raw, sample.Value, _prepared, this) };
        }
        if (_history is null)
            return;
        foreach (ref readonly var sample in samples)
            _history.Keep(sample);
    }
}
