namespace Gantry.Xtce;

/// <summary>Makes values of what is said of arguments, part by part. Whatever is wrong names the part and what would be right.</summary>
internal sealed class ArgumentReader(Prepared prepared, CommandValues values, List<string> faults)
{
    public const int MostItems = 65_536;
    private const int MostValues = 1_000_000;
    private const int MostFaults = 100;

    private int _values;

    // Arrays of arrays grow beyond any command, and each item may be wrong.
    private bool GoesOn => _values < MostValues && faults.Count < MostFaults;

    /// <param name="dimensions">Of an array whose type does not say how large it is: what the entries say that it is written by.</param>
    public void Read(Argument argument, ArgumentLayers said, IReadOnlyList<ValueList<Dimension>> dimensions)
    {
        if (prepared.Database.Resolve(argument.Type) is not { } type)
        {
            faults.Add($"the type of {argument.Name} is not known");
            return;
        }
        var before = faults.Count;
        var (raw, value) = type is ArrayType array
            ? Items(argument.Name, array, said, array.Dimensions.Count > 0 || dimensions.Count == 0 ? [array.Dimensions] : dimensions, 0)
            : Any(argument.Name, type, said, 0);
        if (faults.Count == before)
            values.Arguments[argument.Name] = new(raw, value, type);
    }

    private (Value Raw, Value Value) Any(string name, DataType type, ArgumentLayers said, int depth)
    {
        if (depth > Cycles.Deepest)
            return Bad($"{name} is nested too deep");
        if (++_values == MostValues)
            return Bad($"there are more than a million values, from {name} on");
        return type switch
        {
            AggregateType aggregate => Members(name, aggregate, said, depth),
            ArrayType array => Items(name, array, said, [array.Dimensions], depth),
            _ => Leaf(name, type, said),
        };
    }

    private (Value, Value) Leaf(string name, DataType type, ArgumentLayers said)
    {
        if (said.All.FirstOrDefault(n => n.HasParts || n.Steps.Count > 0) is { } apart)
            return Bad(apart.Steps.Count > 0 ? $"{name} is one value and has no {name}{apart.Steps.First()}" : $"{name} is one value and cannot be {Say(apart)}");
        if (said is { Assigned.Text: { } forGood, Given.Text: { } own } && own != forGood)
            faults.Add($"{name} is {forGood} in this command and cannot be {own}");
        if ((said.All.Select(n => n.Text).FirstOrDefault(t => t is not null) ?? type.InitialValue) is not { } text)
            return Bad($"{name} needs a value");
        var (raw, value, fault) = ArgumentTexts.Read(type, text, prepared);
        return fault is null ? (raw, value) : Bad($"{name}: {fault}");
    }

    private (Value, Value) Members(string name, AggregateType type, ArgumentLayers said, int depth)
    {
        var names = string.Join(", ", type.Members.Select(m => m.Name));
        foreach (var node in said.All)
        {
            if (!node.TryMembers())
                return Bad($"{name} has members, so {Say(node)} cannot be one: give a JSON object with {names}, or one member at a time{(type.Members is [var first, ..] ? $" as in {name}.{first.Name}" : "")}");
            foreach (var step in node.Steps.Where(s => s.Member is not { } member || !type.Members.Any(m => m.Name == member)))
                return Bad($"{name} has no {name}{step}; its members are {names}");
        }
        var raws = new Value[type.Members.Count];
        var own = new Value[raws.Length];
        for (var i = 0; i < raws.Length && GoesOn; i++)
        {
            var member = type.Members[i];
            if (prepared.Database.Resolve(member.Type) is { } of)
                (raws[i], own[i]) = Any($"{name}.{member.Name}", of, said.Part(new(member.Name, 0), member.InitialValue), depth + 1);
            else
                faults.Add($"the type of {name}.{member.Name} is not known");
        }
        return (Value.OfMembers(raws), Value.OfMembers(own));
    }

    private (Value, Value) Items(string name, ArrayType type, ArgumentLayers said, IReadOnlyList<ValueList<Dimension>> boxes, int depth)
    {
        if (prepared.Database.Resolve(type.Element) is not { } element)
            return Bad($"the type of the items of {name} is not known");
        if (Shape(name, boxes) is not var (from, sizes))
            return default;
        var raws = new List<Value>();
        var own = new List<Value>();
        Along(name, 0, said);
        return (Value.Of(new ListValue([.. raws], from, sizes)), Value.Of(new ListValue([.. own], from, sizes)));

        // One dimension after the other; in the innermost are the items.
        void Along(string at, int dimension, ArgumentLayers here)
        {
            if (dimension == sizes.Length)
            {
                var (raw, value) = Any(at, element, here, depth + 1);
                raws.Add(raw);
                own.Add(value);
                return;
            }
            var (first, count) = (from[dimension], sizes[dimension]);
            if (Misfit(at, here, first, count) is { } fault)
            {
                Bad(fault);
                return;
            }
            for (var i = first; i < first + count && GoesOn; i++)
                Along($"{at}[{i}]", dimension + 1, here.Part(new(null, i)));
        }
    }

    /// <summary>Why what is said of one dimension cannot be of so many items.</summary>
    private static string? Misfit(string at, ArgumentLayers here, int first, int count)
    {
        var room = count == 0 ? "none" : $"{count}, {at}[{first}] to {at}[{first + count - 1}]";
        if (here.All.FirstOrDefault(n => !n.TryItems(first)) is { } other)
            return $"{at} has items, so {Say(other)} cannot be one: give a JSON list of {room}, or one item at a time as in {at}[{first}]";
        // A default of another size gives way to whatever is given.
        foreach (var node in here.Assigned is null && here.Given is null ? here.Defaults : here.All.Except(here.Defaults))
        {
            if (node.Count is { } items && items != count)
                return $"{at} was given {items} items and needs {room}";
            foreach (var step in node.Steps.Where(s => s.Member is not null || s.Index < first || s.Index >= first + count))
                return $"{at} has no {at}{step}; its items are {room}";
        }
        return null;
    }

    /// <summary>From where and how many in each dimension, so that all boxes lie in it.</summary>
    private (int[] From, int[] Sizes)? Shape(string name, IReadOnlyList<ValueList<Dimension>> boxes)
    {
        var count = boxes[0].Count;
        if (count == 0 || boxes.Any(b => b.Count != count))
        {
            faults.Add($"nobody says how large {name} is");
            return null;
        }
        var (from, sizes) = (new int[count], new int[count]);
        var all = 1L;
        for (var i = 0; i < count; i++)
        {
            var (least, most) = (long.MaxValue, long.MinValue);
            foreach (var box in boxes)
            {
                if (Sizes.Of(box[i].From, values) is not { } first || Sizes.Of(box[i].To, values) is not { } last)
                {
                    faults.Add($"how large {name} is cannot be worked out");
                    return null;
                }
                (least, most) = (Math.Min(least, first), Math.Max(most, last));
            }
            all = FixedSizes.Count(least, most) is { } here ? all * here : long.MaxValue;
            if (all > MostItems)
            {
                faults.Add($"{name} goes from index {least} to {most}, and {MostItems} items are the most");
                return null;
            }
            (from[i], sizes[i]) = ((int)least, (int)(most - least + 1));
        }
        return (from, sizes);
    }

    private static string Say(ArgumentNode node) => Wording.Quote(node.Text ?? "");

    private (Value, Value) Bad(string fault)
    {
        faults.Add(fault);
        return default;
    }
}
