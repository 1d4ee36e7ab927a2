namespace Gantry.OData;

/// <summary>How much of a filter is read before it is refused; every number is far above what real clients send.</summary>
public sealed record FilterLimits
{
    public static FilterLimits Default { get; } = new();

    /// <summary>Characters of text, looked at first.</summary>
    public int Characters { get; init; } = 64 * 1024;

    /// <summary>Parentheses, calls and negations inside one another: what the reader's own stack has to bear.</summary>
    public int Depth { get; init; } = 100;

    /// <summary>Operators, properties and literals together.</summary>
    public int Nodes { get; init; } = 1_000;
}
