using Gantry.Xtce;

namespace Gantry.Simulation;

/// <summary>How all values of a spacecraft go: by their laws where there are some, else slowly up and down among those that are good.</summary>
internal sealed class ValueBook(PacketEncoder encoder, Scenario scenario, int seed)
{
    private readonly Dictionary<(Parameter, string), List<ParameterLaw>> _laws = scenario.Laws
        .Select(law => (Law: law, Found: encoder.Database.FindPart(law.Name))).Where(l => l.Found is not null)
        .GroupBy(l => (l.Found!.Value.Parameter, l.Found.Value.Part)).ToDictionary(g => g.Key, g => g.Select(l => l.Law).ToList());

    private readonly Dictionary<(DataType, bool), TypeValues> _values = [];
    private readonly Dictionary<(Container, Parameter, string), Seen> _met = [];
    private readonly Dictionary<(Law, DataType, string), Value?> _texts = [];

    public IEnumerable<(Parameter Parameter, string Part, TypeValues Values)> Met(Container container) =>
        _met.Where(m => ReferenceEquals(m.Key.Item1, container)).OrderBy(m => m.Value.Order).Select(m => (m.Key.Item2, m.Key.Item3, m.Value.Values));

    public Value? Raw(Container container, Parameter parameter, string part, DataType type, long step, TimeSpan since, DateTimeOffset now)
    {
        if (type is AbsoluteTimeType && encoder.RawOf(type, now) is { } time)
            return time;
        var met = Meet(container, parameter, part, type);
        // The same item of a repeated part goes as the first one does.
        var whole = part.IndexOf('#', StringComparison.Ordinal) is >= 0 and var turn ? part[..turn] : part;
        if (_laws.TryGetValue((parameter, whole), out var laws) && laws.FindLast(l => since >= l.From && since < l.Until) is { } law)
        {
            if (law.Law.Text(since - law.From) is { } text)
                return _texts.TryGetValue((law.Law, type, text), out var known) ? known : _texts[(law.Law, type, text)] = encoder.RawOf(type, text).Raw;
            return law.Law.Number(since - law.From, now, met.Chance) is { } number ? encoder.RawOf(type, number) : null;
        }
        var good = met.Values.Good;
        if (good.Count == 0)
            return null;
        // Modes and switches seldom change; numbers go at a pace of their own.
        var pace = type is EnumeratedType or BooleanType ? 30 + met.Order % 40 : 1 + met.Order % 7;
        var circle = Math.Max(1, 2 * (good.Count - 1));
        var at = (int)((step / pace + met.Order) % circle);
        return good[at < good.Count ? at : circle - at];
    }

    private Seen Meet(Container container, Parameter parameter, string part, DataType type)
    {
        if (_met.TryGetValue((container, parameter, part), out var met))
            return met;
        var isSize = part.Length == 0 && encoder.IsSize(container, parameter);
        if (!_values.TryGetValue((type, isSize), out var values))
            _values[(type, isSize)] = values = new(encoder, type, isSize);
        return _met[(container, parameter, part)] = new(_met.Count, values, new Random(HashCode(seed, _met.Count)));
    }

    // The platform's own hashes differ from start to start.
    private static int HashCode(int seed, int order) => unchecked(seed * 486_187_739 + order * 16_777_619);

    private sealed record Seen(int Order, TypeValues Values, Random Chance);
}
