namespace Gantry.Xtce;

/// <summary>Writes the entries of a command's container, those of the containers it extends first.</summary>
internal sealed class CommandBits(Prepared prepared, Dictionary<string, Found> arguments, List<string> faults) : EntryWriter(prepared, faults)
{
    public List<EncodedField> Fields { get; } = [];

    public override Found? Find(ValueSource source) => source switch
    {
        ArgumentValue argument => arguments.TryGetValue(argument.Argument, out var found) ? found : null,
        ParameterValue { Parameter.Target: { } parameter } => InitialValues.Of(parameter, Prepared),
        _ => null,
    };

    protected override void Write(Entry entry, int turn, int depth)
    {
        switch (entry)
        {
            case FixedValueEntry one:
                Put(one.Name ?? "fixed", one.Hex, () => Fixed(one));
                break;
            case ArgumentEntry one when arguments.TryGetValue(one.Argument, out var found):
                Put(one.Argument, found.Value.ToString(), () => Bits.Value(one.Argument, found.Type!, found.Raw, Evaluate));
                break;
            case ParameterEntry { Parameter.Target: { } parameter }:
                // What the channel knows better it fills in; until then there is the value the database gives.
                var initial = InitialValues.Of(parameter, Prepared);
                if (Prepared.Database.TypeOf(parameter) is { } type)
                    Put(parameter.Name, initial?.Value.ToString() ?? "0", () => Bits.Value(parameter.Name, type, initial?.Raw ?? Value.Of(0UL), Evaluate));
                break;
            case ContainerEntry { Container.Target: { } inner } when depth < Cycles.Deepest:
                Include(inner, depth + 1);
                break;
            default:
                Faults.Add($"the entry in line {entry.At.Line} cannot be encoded");
                break;
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
