namespace Gantry.Xtce;

/// <summary>
/// Which containers may have plans. One that needs values of earlier packets, or whose own values others need later, is
/// decoded by the walk, which keeps a history.
/// </summary>
internal sealed class Needs
{
    private readonly XtceDatabase _database;
    private readonly HashSet<Parameter> _wanted = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Container> _included = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<DataType, IReadOnlyList<ValueSource>> _deep = new(ReferenceEqualityComparer.Instance);
    private readonly List<ValueSource> _judging = [];

    public Needs(XtceDatabase database, IReadOnlyList<Container> reachable)
    {
        _database = database;
        foreach (var container in reachable)
            Receive(container, 0);
        var known = new HashSet<Container>(reachable, ReferenceEqualityComparer.Instance);
        foreach (var container in reachable)
            Want(container, known);
    }

    public HashSet<Parameter> Received { get; } = new(ReferenceEqualityComparer.Instance);

    public bool MayCompile(Layout layout)
    {
        for (var i = 0; i < layout.Slots.Count; i++)
        {
            var slot = layout.Slots[i];
            if (_wanted.Contains(slot.Parameter))
                return false;
            // What its own calibration needs must come before it, in a sample that is whole by then; what its alarms need, anywhere.
            if (Deep(slot.Type) is { Count: > 0 } sources && !IsThere(sources, [.. layout.Slots.TakeWhile(s => s.Sample != slot.Sample)]))
                return false;
            if (!IsThere(Judging(slot.Type).Concat(Sources.Of(slot.Parameter.Validity)), layout.Slots))
                return false;
        }
        return true;
    }

    private bool IsThere(IEnumerable<ValueSource> sources, IReadOnlyList<Slot> slots) => sources.All(source =>
        source is ParameterValue { Instance: 0, Parameter.Target: { } parameter } value && (Tests.Find(slots, value) is not null || !Received.Contains(parameter)));

    /// <summary>What the value of a type is worked out from, with that of its parts. Each type is looked at once.</summary>
    private IReadOnlyList<ValueSource> Deep(DataType type)
    {
        if (_deep.TryGetValue(type, out var known))
            return known;
        var sources = type switch
        {
            AggregateType aggregate => aggregate.Members.SelectMany(m => _database.Resolve(m.Type) is { } part ? Deep(part) : []),
            ArrayType array => Sources.Of(array.Dimensions).Concat(_database.Resolve(array.Element) is { } element ? Deep(element) : []),
            _ => Sources.Of(type with { DefaultAlarm = null, ContextAlarms = [] }),
        };
        return _deep[type] = [.. sources.Distinct()];
    }

    /// <summary>What the alarms of a type are worked out from; they are judged when the packet is decoded.</summary>
    private static IEnumerable<ValueSource> Judging(DataType type) =>
        type is { DefaultAlarm: null, ContextAlarms.Count: 0 }
            ? []
            : type.ContextAlarms.SelectMany(c => Sources.Of(c.When).Concat(c.Alarm.Conditions.SelectMany(x => Sources.Of(x.When))))
                .Concat(type.DefaultAlarm?.Conditions.SelectMany(c => Sources.Of(c.When)) ?? []);

    private IEnumerable<ValueSource> DeepJudging(DataType type, HashSet<DataType> seen) => !seen.Add(type) ? [] : type switch
    {
        AggregateType aggregate => aggregate.Members.SelectMany(m => _database.Resolve(m.Type) is { } part ? DeepJudging(part, seen) : []),
        ArrayType array => _database.Resolve(array.Element) is { } element ? DeepJudging(element, seen) : [],
        _ => Judging(type),
    };

    private void Receive(Container container, int depth)
    {
        foreach (var entry in container.Entries)
        {
            if (EntryRules.Reference(entry)?.Target is { } parameter)
                Received.Add(parameter);
            // Any parameter at all may be meant.
            if (entry is IndirectEntry)
                Received.UnionWith(_database.AllParameters);
            var inner = (entry as ContainerEntry)?.Container.Target ?? (entry as ContainerSegmentEntry)?.Container.Target;
            if (inner is not null && depth < Cycles.Deepest && _included.Add(inner))
            {
                foreach (var part in PacketWalk.Lineage(inner))
                    Receive(part, depth + 1);
            }
        }
    }

    /// <summary>What a container asks of packets before its own.</summary>
    private void Want(Container container, HashSet<Container> reachable)
    {
        var known = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
        // What the root itself extends is in no packet.
        foreach (var one in PacketWalk.Lineage(container).Where(reachable.Contains))
        {
            Ask(Sources.Of(one.Base?.Restriction), known);
            Enter(one, known, 0);
        }
        Ask(_judging, known);
        _judging.Clear();
    }

    private void Enter(Container container, HashSet<Parameter> known, int depth)
    {
        foreach (var entry in container.Entries)
        {
            Ask(Sources.Of(entry), known);
            if (EntryRules.Reference(entry) is { Target: { } parameter } reference)
            {
                if (_database.TypeOf(reference) is { } type)
                {
                    Ask(Deep(type), known);
                    _judging.AddRange(DeepJudging(type, new(ReferenceEqualityComparer.Instance)));
                }
                _judging.AddRange(Sources.Of(parameter.Validity));
                // What may be left out is not known to have come; neither is what is pieced together later.
                if (entry.Include is null && entry.Repeat is null && entry is not ParameterSegmentEntry)
                    known.Add(parameter);
            }
            else if ((entry as ContainerEntry)?.Container.Target is { } inner && depth < 8)
            {
                var within = entry.Include is null && entry.Repeat is null ? known : [.. known];
                foreach (var part in PacketWalk.Lineage(inner))
                    Enter(part, within, depth + 1);
            }
        }
    }

    private void Ask(IEnumerable<ValueSource> sources, HashSet<Parameter> known)
    {
        foreach (var source in sources)
        {
            if (source is ParameterValue { Parameter.Target: { } parameter } value && (value.Instance != 0 || !known.Contains(parameter)))
                _wanted.Add(parameter);
        }
    }
}
