namespace Gantry.Xtce;

/// <summary>
/// Makes bytes of commands. Calibrators of arguments are read as those of telemetry, from raw to engineering, and taken
/// back, so that decoding a command gives what was asked for.
/// </summary>
public sealed class CommandEncoder(XtceDatabase database)
{
    private readonly Prepared _prepared = new(database);

    /// <summary>
    /// Encodes a command with the arguments given by name; those that are left out take their defaults. What has parts is given as JSON
    /// (<c>state</c> is <c>{"mode": "SAFE", "gain": [1, 2]}</c>), or part by part (<c>state.mode</c>, <c>state.gain[1]</c>), which counts more.
    /// </summary>
    public EncodedCommand Encode(MetaCommand command, IReadOnlyDictionary<string, string> arguments)
    {
        var faults = new List<string>();
        var chain = CommandRules.Lineage(command);
        if (command.IsAbstract)
            faults.Add($"{command.Name} is abstract: send one that extends it");
        var container = chain.LastOrDefault(c => c.Container is not null)?.Container;
        if (container is null)
            faults.Add($"{command.Name} has no container");
        var values = Read(new(chain, arguments, faults), container, faults);
        if (faults.Count > 0)
            return new(command, default, [], faults) { Values = values };
        var writer = new CommandBits(_prepared, values, faults);
        writer.Write(container!);
        return new(command, writer.Octets, writer.Fields, faults) { Values = values };
    }

    private CommandValues Read(ArgumentSheet sheet, Container? container, List<string> faults)
    {
        var values = new CommandValues(_prepared);
        var reader = new ArgumentReader(_prepared, values, faults);
        // Arrays last: others may say how large they are.
        foreach (var argument in sheet.All.Values.OrderBy(a => HasItems(database.Resolve(a.Type), 0)))
            reader.Read(argument, sheet.Of(argument), Written(argument, container));
        return values;
    }

    private bool HasItems(DataType? type, int depth) => type switch
    {
        ArrayType => true,
        AggregateType aggregate => depth < Cycles.Deepest && aggregate.Members.Any(m => HasItems(database.Resolve(m.Type), depth + 1)),
        _ => false,
    };

    /// <summary>The dimensions that entries give for an array, whose type may say nothing of them.</summary>
    private static List<ValueList<Dimension>> Written(Argument argument, Container? container) => container is null ? [] :
        [.. PacketWalk.Lineage(container).SelectMany(c => c.Entries).OfType<ArrayArgumentEntry>().Where(e => e.Argument == argument.Name && e.Dimensions.Count > 0).Select(e => e.Dimensions)];
}
