namespace Gantry.Xtce;

/// <summary>Writes the entries of a command's container, those of the containers it extends first.</summary>
internal sealed class CommandBits(Prepared prepared, CommandValues values, List<string> faults) : EntryWriter(prepared, faults)
{
    public List<EncodedField> Fields { get; } = [];

    public override Found? Find(ValueSource source) => values.Find(source);

    protected override void Write(Entry entry, int turn, int depth)
    {
        switch (entry)
        {
            case FixedValueEntry one:
                Put(one.Name ?? "fixed", one.Hex, () => Fixed(one));
                break;
            case ArgumentEntry one when values.Argument(one.Argument) is { } found:
                Argument(one.Argument, found, 0);
                break;
            case ArrayArgumentEntry { Dimensions.Count: > 0 } one when values.Argument(one.Argument) is { Type: ArrayType type } found:
                Slice(one, type, found);
                break;
            case ArrayArgumentEntry one when values.Argument(one.Argument) is { } found:
                Argument(one.Argument, found, 0);
                break;
            case ParameterEntry { Parameter.Target: { } parameter }:
                // What the channel knows better it fills in; until then there is the value the database gives.
                var initial = InitialValues.Of(parameter, Prepared);
                if (Prepared.Database.TypeOf(parameter) is { } own)
                    Put(parameter.Name, initial?.Value.ToString() ?? "0", () => Bits.Value(parameter.Name, own, initial?.Raw ?? Value.Of(0UL), Evaluate));
                break;
            case ContainerEntry { Container.Target: { } inner } when depth < Cycles.Deepest:
                Include(inner, depth + 1);
                break;
            default:
                Faults.Add($"the entry in line {entry.At.Line} cannot be encoded");
                break;
        }
    }

    /// <summary>A value, or one after the other those it is made of.</summary>
    private void Argument(string name, Found found, int depth)
    {
        switch (found.Type)
        {
            case AggregateType aggregate when depth < Cycles.Deepest:
                for (var i = 0; i < aggregate.Members.Count && Faults.Count == 0; i++)
                    Argument($"{name}.{aggregate.Members[i].Name}", new(found.Raw.AsMembers[i], found.Value.AsMembers[i], Prepared.Database.Resolve(aggregate.Members[i].Type)), depth + 1);
                break;
            case ArrayType array when depth < Cycles.Deepest && found is { Raw.AsList: { } raws, Value.AsList: { } own }:
                for (var i = 0; i < raws.Items.Count && Faults.Count == 0; i++)
                    Argument(name + ListValue.IndexOf(raws.From, raws.Sizes, i), new(raws.Items[i], own.Items[i], Prepared.Database.Resolve(array.Element)), depth + 1);
                break;
            case { } type:
                Put(name, found.Value.ToString(), () => Bits.Value(name, type, found.Raw, Evaluate));
                break;
        }
    }

    /// <summary>The items of an array that an entry names.</summary>
    private void Slice(ArrayArgumentEntry entry, ArrayType type, Found found)
    {
        var element = Prepared.Database.Resolve(type.Element);
        Along([]);

        void Along(int[] index)
        {
            if (index.Length == entry.Dimensions.Count)
            {
                var name = entry.Argument + string.Concat(index.Select(i => $"[{i}]"));
                if (found.Raw.AsList?[index] is { Kind: not ValueKind.None } raw)
                    Argument(name, new(raw, found.Value.AsList![index], element), 1);
                else
                    Faults.Add($"the entry in line {entry.At.Line} writes {name}, which is not in {entry.Argument}");
                return;
            }
            var dimension = entry.Dimensions[index.Length];
            if (Evaluate(dimension.From, "the first index") is not { } from || Evaluate(dimension.To, "the last index") is not { } to)
                return;
            for (var i = from; i <= to && Faults.Count == 0; i++)
                Along([.. index, (int)Math.Clamp(i, int.MinValue, int.MaxValue)]);
        }
    }

    private void Put(string name, string value, Action write)
    {
        var from = Bits.At;
        write();
        if (Bits.At > from)
            Fields.Add(new(name, value, from, Bits.At - from));
    }
}
