namespace Gantry.Xtce;

/// <summary>The arguments of a command, and of parameters what the database says of them before anything is received.</summary>
internal sealed class CommandValues(Prepared prepared) : IValues
{
    public Dictionary<string, Found> Arguments { get; } = [];

    public Found? Argument(string reference) =>
        ArgumentPath.Split(reference, Arguments.ContainsKey) is var (name, path) && Arguments[name] is var (raw, value, type) ? Parts.Of(raw, value, type, path, prepared.Database) : null;

    public Found? Find(ValueSource source) => source switch
    {
        ArgumentValue argument => Argument(argument.Argument),
        ParameterValue { Parameter.Target: { } parameter } => InitialValues.Of(parameter, prepared),
        _ => null,
    };

    public bool? Ask(Algorithm algorithm) => Decisions.Ask(algorithm, this, null);
}
