namespace Gantry.Xtce;

/// <summary>
/// Makes bytes of commands. Calibrators of arguments are read as those of telemetry, from raw to engineering, and taken
/// back, so that decoding a command gives what was asked for.
/// </summary>
public sealed class CommandEncoder(XtceDatabase database)
{
    private readonly Prepared _prepared = new(database);

    /// <summary>Encodes a command with the arguments given by name; those that are left out take their defaults.</summary>
    public EncodedCommand Encode(MetaCommand command, IReadOnlyDictionary<string, string> arguments)
    {
        var faults = new List<string>();
        var chain = CommandRules.Lineage(command);
        if (command.IsAbstract)
            faults.Add($"{command.Name} is abstract: send one that extends it");
        var given = Assigned(chain, arguments, faults);
        var values = new Dictionary<string, Found>();
        foreach (var argument in chain.SelectMany(c => c.Arguments))
        {
            if (database.Resolve(argument.Type) is not { } type)
                faults.Add($"the type of {argument.Name} is not known");
            else if ((given.GetValueOrDefault(argument.Name) ?? argument.InitialValue ?? type.InitialValue) is not { } text)
                faults.Add($"{argument.Name} needs a value");
            else if (ArgumentTexts.Read(type, text, _prepared) is var (raw, value, fault))
            {
                if (fault is not null)
                    faults.Add($"{argument.Name}: {fault}");
                values[argument.Name] = new(raw, value, type);
            }
        }
        if (chain.LastOrDefault(c => c.Container is not null)?.Container is not { } container)
            faults.Add($"{command.Name} has no container");
        else if (faults.Count == 0)
        {
            var writer = new CommandBits(_prepared, values, faults);
            writer.Write(container);
            return new(command, writer.Octets, writer.Fields, faults);
        }
        return new(command, default, [], faults);
    }

    /// <summary>What the sender gives and what the commands in the chain give for good.</summary>
    private static Dictionary<string, string> Assigned(IReadOnlyList<MetaCommand> chain, IReadOnlyDictionary<string, string> arguments, List<string> faults)
    {
        var names = chain.SelectMany(c => c.Arguments).Select(a => a.Name).ToHashSet();
        foreach (var unknown in arguments.Keys.Where(name => !names.Contains(name)))
            faults.Add($"there is no argument {Wording.Quote(unknown)}; there are {string.Join(", ", names)}");
        var given = new Dictionary<string, string>(arguments);
        foreach (var assignment in chain.SelectMany(c => c.Assignments))
        {
            if (arguments.TryGetValue(assignment.Argument, out var own) && own != assignment.Value)
                faults.Add($"{assignment.Argument} is {assignment.Value} in this command and cannot be {own}");
            given[assignment.Argument] = assignment.Value;
        }
        return given;
    }
}
