using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Follows the values of one channel and says when one leaves its limits, changes its level, or comes back.</summary>
/// <param name="memory">How far whoever followed them before had counted.</param>
internal sealed class AlarmFollower(CompiledDatabase database, IReadOnlyDictionary<string, ConcernLevel> open, IReadOnlyList<AlarmMemory> memory)
{
    private readonly AlarmWatch _watch = new(database.Walker, memory);
    private readonly IReadOnlySet<Parameter> _single = SingleOf(database);
    private readonly Dictionary<string, ConcernLevel> _levels = new(open, StringComparer.Ordinal);

    /// <summary>The levels as they are now, for whoever goes on with another database.</summary>
    public IReadOnlyDictionary<string, ConcernLevel> Levels => _levels;

    public IReadOnlyList<AlarmMemory> Remember() => _watch.Remember();

    public bool Wants(Parameter parameter) => _watch.Watches(parameter);

    /// <summary>Whether samples of it within their limits may be left out.</summary>
    public bool IsQuiet(Parameter parameter) => _single.Contains(parameter) && !_levels.ContainsKey(parameter.QualifiedName) && _watch.IsQuiet(parameter);

    public void Follow(DecodedRow row, DateTimeOffset at, List<AlarmMove> moves)
    {
        var instant = Instant.FromUtc(at);
        foreach (ref readonly var cell in row.Span)
        {
            // Alarms belong to whole parameters; parts of arrays and aggregates have the level of the whole.
            if (cell.Leaf.Name.Length != cell.Leaf.Parameter.QualifiedName.Length)
                continue;
            var sample = new Sample(cell.Leaf.Parameter, [], cell.Raw, cell.Value, 0, 0, 0, cell.State, cell.Level);
            var (level, _) = _watch.Follow(sample, instant);
            var name = cell.Leaf.Parameter.QualifiedName;
            var before = _levels.GetValueOrDefault(name);
            // After a start the watch has counted nothing yet; what is still out of its limits is not back within them.
            if (level == before || level == ConcernLevel.Normal && cell.Level != ConcernLevel.Normal)
                continue;
            if (level == ConcernLevel.Normal)
                _levels.Remove(name);
            else
                _levels[name] = level;
            moves.Add(new(name, level, cell.Value.ToString(), at, LimitWords.Broken(cell.Leaf.Type, cell.Value, cell.Level)));
        }
    }

    // What stands in one place alone: of anything else a sample may be looked at out of turn, and must be there to be counted.
    private static HashSet<Parameter> SingleOf(CompiledDatabase database)
    {
        var single = database.Plans.SelectMany(plan => plan.Slots).GroupBy(slot => slot.Parameter).Where(same => same.Count() == 1).Select(same => same.Key)
            .ToHashSet<Parameter>(ReferenceEqualityComparer.Instance);
        foreach (var walked in database.Walked)
            single.ExceptWith(Carried.By(walked, database.Database));
        return single;
    }
}
