namespace Gantry.Xtce;

/// <summary>Puts an argument together whose parts stand in several places of a command.</summary>
internal sealed class ArgumentParts
{
    private readonly Dictionary<PathStep, ArgumentParts> _parts = [];
    private (Value Raw, Value Value) _leaf;

    public static Found Of(IReadOnlyList<Sample> samples, DataType type, XtceDatabase database)
    {
        if (samples is [{ Part.Count: 0 } whole])
            return new(whole.Raw, whole.Value, type);
        var root = new ArgumentParts();
        foreach (var sample in samples)
            sample.Part.Aggregate(root, (node, step) => node.At(step)).Take(sample.Raw, sample.Value, database.TypeOf(sample.Parameter, sample.Part), database);
        var (raw, value) = root.Join(type, database, 0);
        return new(raw, value, type);
    }

    private ArgumentParts At(PathStep step) => _parts.TryGetValue(step, out var part) ? part : _parts[step] = new();

    private void Take(Value raw, Value value, DataType? type, XtceDatabase database)
    {
        switch (type)
        {
            case AggregateType aggregate:
                for (var i = 0; i < aggregate.Members.Count; i++)
                    At(new(aggregate.Members[i].Name, 0)).Take(raw.AsMembers[i], value.AsMembers[i], database.Resolve(aggregate.Members[i].Type), database);
                break;
            case ArrayType array when raw.AsList is { } raws && value.AsList is { } own:
                for (var i = 0; i < raws.Items.Count; i++)
                    raws.Index(i).Aggregate(this, (node, index) => node.At(new(null, index))).Take(raws.Items[i], own.Items[i], database.Resolve(array.Element), database);
                break;
            default:
                _leaf = (raw, value);
                break;
        }
    }

    private (Value Raw, Value Value) Join(DataType? type, XtceDatabase database, int depth)
    {
        if (depth > 2 * Cycles.Deepest)
            return default;
        switch (type)
        {
            case AggregateType aggregate:
                var members = aggregate.Members.Select(m => _parts.TryGetValue(new(m.Name, 0), out var part) ? part.Join(database.Resolve(m.Type), database, depth + 1) : default).ToList();
                return (Value.OfMembers([.. members.Select(m => m.Raw)]), Value.OfMembers([.. members.Select(m => m.Value)]));
            case ArrayType array:
                return Join(array, database, depth);
            default:
                return _leaf;
        }
    }

    /// <summary>The smallest box that holds all items; where there is none in it, there is no value.</summary>
    private (Value Raw, Value Value) Join(ArrayType array, XtceDatabase database, int depth)
    {
        var count = Math.Max(1, array.Dimensions.Count > 0 ? array.Dimensions.Count : array.DimensionCount ?? 1);
        var (from, sizes) = (new int[count], new int[count]);
        IReadOnlyList<ArgumentParts> level = [this];
        var all = 1L;
        for (var d = 0; d < count; d++)
        {
            var indices = level.SelectMany(n => n._parts.Keys).Select(s => s.Index).DefaultIfEmpty(-1).ToList();
            (from[d], sizes[d]) = indices is [-1] ? (0, 0) : (indices.Min(), indices.Max() - indices.Min() + 1);
            level = [.. level.SelectMany(n => n._parts.Values)];
            all *= sizes[d];
            if (all > ArgumentReader.MostItems)
                return default;
        }
        var items = new (Value Raw, Value Value)[all];
        for (var i = 0; i < items.Length; i++)
        {
            var node = this;
            foreach (var index in ListValue.Index(from, sizes, i))
                node = node?._parts.GetValueOrDefault(new(null, index));
            items[i] = node?.Join(database.Resolve(array.Element), database, depth + 1) ?? default;
        }
        return (Value.Of(new ListValue([.. items.Select(i => i.Raw)], from, sizes)), Value.Of(new ListValue([.. items.Select(i => i.Value)], from, sizes)));
    }
}
