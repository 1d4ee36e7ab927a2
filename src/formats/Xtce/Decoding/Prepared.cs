using System.Collections.Concurrent;

namespace Gantry.Xtce;

/// <summary>What is worked out once for a database: curves, scales of time, labels by their numbers. Threads may share it.</summary>
internal sealed class Prepared(XtceDatabase database)
{
    private readonly ConcurrentDictionary<Calibrator, Curve?> _curves = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<TimeType, TimeScale> _scales = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<EnumeratedType, LabelTable> _labels = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, TextPattern> _patterns = new();
    private readonly ConcurrentDictionary<(string, string?), Parameter?> _aliases = new();

    private readonly ConcurrentDictionary<DataType, bool> _alarming = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<DataType, long> _sizes = new(ReferenceEqualityComparer.Instance);

    public XtceDatabase Database => database;

    /// <summary>Can a value of this type, or a part of it, be of concern?</summary>
    public bool HasAlarms(DataType type) => _alarming.TryGetValue(type, out var has) ? has : _alarming[type] = type switch
    {
        AggregateType aggregate => aggregate.Members.Any(m => database.Resolve(m.Type) is { } part && HasAlarms(part)),
        ArrayType array => database.Resolve(array.Element) is { } element && HasAlarms(element),
        _ => type.DefaultAlarm is not null || type.ContextAlarms.Count > 0,
    };

    /// <summary>How many bits every value of a type takes; null when they differ, or when there are more than any packet has.</summary>
    public long? FixedBits(DataType type)
    {
        if (!_sizes.TryGetValue(type, out var bits))
            _sizes[type] = bits = FixedSizes.Of(type, this) ?? -1;
        return bits < 0 ? null : bits;
    }

    public Curve? CurveOf(Calibrator calibrator) => _curves.GetOrAdd(calibrator, Curve.Of);

    public TimeScale ScaleOf(TimeType type) => _scales.GetOrAdd(type, static (t, settings) => new(t, settings), database.Settings);

    public LabelTable LabelsOf(EnumeratedType type) => _labels.GetOrAdd(type, static t => new(t.Labels));

    public TextPattern PatternOf(string pattern) => _patterns.GetOrAdd(pattern, static p => new(p));

    /// <summary>The parameter that an alias names, or that has the name itself.</summary>
    public Parameter? ByAlias(string name, string? nameSpace)
    {
        // What packets say must not fill the memory.
        if (_aliases.Count > 100_000)
            _aliases.Clear();
        return _aliases.GetOrAdd((name, nameSpace), FindAlias);
    }

    private Parameter? FindAlias((string Name, string? NameSpace) asked) =>
        database.AllParameters.FirstOrDefault(p => p.About.Aliases.Any(a => a.Name == asked.Name && (asked.NameSpace is null || a.NameSpace == asked.NameSpace)))
        ?? (asked.NameSpace is null ? database.FindParameter(asked.Name) : null);
}

/// <summary>Labels by number: by a dictionary where each stands for one number, in the order of the file where not.</summary>
internal sealed class LabelTable
{
    private readonly Dictionary<long, string> _single = [];
    private readonly Label[] _ranges;

    public LabelTable(ValueList<Label> labels)
    {
        // The first label of a number counts, so a range must be asked in turn with what stands after it.
        var first = labels.TakeWhile(l => l.UpTo is null).ToList();
        foreach (var label in first)
            _single.TryAdd(label.Value, label.Text);
        _ranges = [.. labels.Skip(first.Count)];
    }

    public string? Find(long number)
    {
        if (_single.TryGetValue(number, out var text))
            return text;
        foreach (var label in _ranges)
        {
            if (label.Holds(number))
                return label.Text;
        }
        return null;
    }
}
