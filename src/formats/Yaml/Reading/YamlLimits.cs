namespace Gantry.Yaml;

/// <summary>How much of a document is read before it is refused. The defaults are far above any mission file people can still read.</summary>
public sealed record YamlLimits
{
    public static YamlLimits Default { get; } = new();

    /// <summary>Looked at before anything is parsed, so that a huge file costs nothing.</summary>
    public int SizeBytes { get; init; } = 1024 * 1024;

    /// <summary>Maps and lists inside one another, the outermost counted.</summary>
    public int Depth { get; init; } = 32;

    /// <summary>Texts, lists, maps and keys together.</summary>
    public int Nodes { get; init; } = 100_000;
}
