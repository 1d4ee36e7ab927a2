namespace Gantry.Xtce;

public enum ChangeKind
{
    Added,
    Removed,

    /// <summary>How it is found in a packet, or read out of it.</summary>
    Decoding,

    /// <summary>How bad a value is.</summary>
    Limits,

    /// <summary>What may be sent, and how.</summary>
    Commanding,

    /// <summary>What is told to people: units, descriptions, formats.</summary>
    Telling,
}

/// <summary>One difference between two databases.</summary>
/// <param name="Item">Below the root system, whose name may change: <c>eps/battery</c>.</param>
/// <param name="Sentence">In words: what it is now, and what it was.</param>
public sealed record Change(ChangeKind Kind, string What, string Item, string Sentence)
{
    public override string ToString() => $"{What} {Item}: {Sentence}";
}

/// <summary>What two databases do not have in common, and what is touched by it.</summary>
public sealed record DatabaseDifference(IReadOnlyList<Change> Changes)
{
    /// <summary>Containers whose packets are decoded otherwise, with all that extend or include them.</summary>
    public required IReadOnlyList<string> Packets { get; init; }

    /// <summary>Parameters whose values may be others than before for the same packet.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>Parameters whose alarms may come or go for the same value.</summary>
    public required IReadOnlyList<string> Limits { get; init; }

    public required IReadOnlyList<string> Commands { get; init; }
}
