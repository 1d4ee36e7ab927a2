namespace Neo.Cli;

/// <summary>A step: reads files, writes files, says how far it is.</summary>
internal abstract class Command
{
    public abstract string Name { get; }

    public abstract string Summary { get; }

    /// <summary>What stands without a dash: <c>FILE…</c>; empty when nothing may.</summary>
    public virtual string Operands => "";

    public abstract IReadOnlyList<Option> Options { get; }

    public abstract string Example { get; }

    public abstract int Run(Arguments arguments, Terminal terminal);
}

/// <summary>An option and its value.</summary>
/// <param name="Default">What holds when it is left out; null when it must be given, empty when nothing does.</param>
internal sealed record Option(string Name, string Value, string Meaning, string? Default = null)
{
    public bool IsSwitch => Value.Length == 0;
}
