using System.Runtime.InteropServices;

namespace Gantry.Xtce;

/// <summary>The leaves that a decoder has met, each with its number.</summary>
public sealed class LeafTable(XtceDatabase database)
{
    private readonly Dictionary<(Parameter, string), Leaf> _leaves = new(new ByParameter());
    private readonly List<Leaf> _all = [];

    public IReadOnlyList<Leaf> All => _all;

    /// <param name="part">The way to the part, empty for a parameter without parts.</param>
    public Leaf Of(Parameter parameter, string part, DataType? type)
    {
        ref var leaf = ref CollectionsMarshal.GetValueRefOrAddDefault(_leaves, (parameter, part), out _);
        if (leaf is null)
        {
            leaf = new(_all.Count, parameter.QualifiedName + part, parameter, type);
            _all.Add(leaf);
        }
        return leaf;
    }

    /// <summary>The leaves of a plan's columns; of the parameters that are wanted, all when left out.</summary>
    public IReadOnlyList<(int Column, Leaf Leaf)> Of(PathPlan plan, Func<Parameter, bool>? isWanted = null)
    {
        var found = new List<(int, Leaf)>();
        var taken = new HashSet<Leaf>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < plan.Slots.Count; i++)
        {
            var slot = plan.Slots[i];
            if (isWanted is not null && !isWanted(slot.Parameter))
                continue;
            var part = string.Concat(slot.Path);
            var leaf = Of(slot.Parameter, part, slot.Type);
            for (var turn = 2; !taken.Add(leaf); turn++)
                leaf = Of(slot.Parameter, $"{part}#{turn}", slot.Type);
            found.Add((i, leaf));
        }
        return found;
    }

    /// <summary>Breaks a sample into values without parts.</summary>
    public void Add(in Sample sample, List<Cell> cells)
    {
        var type = database.TypeOf(sample.Parameter, sample.Part);
        Add(sample, string.Concat(sample.Part), type, sample.Raw, sample.Value, cells);
    }

    private void Add(in Sample sample, string part, DataType? type, Value raw, Value value, List<Cell> cells)
    {
        switch (value.Kind)
        {
            case ValueKind.Members when type is AggregateType aggregate:
                var (raws, values) = (raw.AsMembers, value.AsMembers);
                for (var i = 0; i < Math.Min(values.Count, aggregate.Members.Count); i++)
                    Add(sample, $"{part}.{aggregate.Members[i].Name}", database.Resolve(aggregate.Members[i].Type), i < raws.Count ? raws[i] : Value.None, values[i], cells);
                break;
            case ValueKind.List when value.AsList is { } list:
                var element = type is ArrayType array ? database.Resolve(array.Element) : null;
                for (var i = 0; i < list.Items.Count; i++)
                    Add(sample, part + ListValue.IndexOf(list.From, list.Sizes, i), element, raw.AsList is { } rawList && i < rawList.Items.Count ? rawList.Items[i] : Value.None, list.Items[i], cells);
                break;
            default:
                cells.Add(new(Once(sample.Parameter, part, type, cells), raw, value, sample.State, sample.Level));
                break;
        }
    }

    // A parameter may stand several times in a packet.
    private Leaf Once(Parameter parameter, string part, DataType? type, List<Cell> cells)
    {
        var leaf = Of(parameter, part, type);
        for (var turn = 2; IsTaken(leaf, cells); turn++)
            leaf = Of(parameter, $"{part}#{turn}", type);
        return leaf;
    }

    private static bool IsTaken(Leaf leaf, List<Cell> cells)
    {
        foreach (ref readonly var cell in CollectionsMarshal.AsSpan(cells))
        {
            if (ReferenceEquals(cell.Leaf, leaf))
                return true;
        }
        return false;
    }

    private sealed class ByParameter : IEqualityComparer<(Parameter Parameter, string Part)>
    {
        public bool Equals((Parameter Parameter, string Part) x, (Parameter Parameter, string Part) y) =>
            ReferenceEquals(x.Parameter, y.Parameter) && x.Part == y.Part;

        public int GetHashCode((Parameter Parameter, string Part) of) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(of.Parameter), of.Part);
    }
}
