namespace Gantry.Telemetry;

/// <summary>A leaf by its name: the parameter's, and the way to the part of it.</summary>
internal readonly record struct LeafKey(string Parameter, string Part) : IComparable<LeafKey>
{
    public string Name => Parameter + Part;

    public int CompareTo(LeafKey other) => string.CompareOrdinal(Parameter, other.Parameter) is not 0 and var by ? by : string.CompareOrdinal(Part, other.Part);

    /// <summary>As text; names have no line breaks.</summary>
    public override string ToString() => $"{Parameter}\n{Part}";

    public static LeafKey Parse(string text) => text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var at ? new(text[..at], text[(at + 1)..]) : new(text, "");
}

/// <summary>What a leaf was in a piece of time.</summary>
/// <param name="Ticks">When the piece begins.</param>
internal readonly record struct Bucket(LeafKey Leaf, long Ticks, Reduction Reduction);
