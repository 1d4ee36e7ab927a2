namespace Gantry.Telemetry;

/// <summary>Which columns of a file a leaf is in: by the kind of value, the column it is read from and the one that says it exactly.</summary>
/// <param name="Parameter">The qualified name of the parameter.</param>
/// <param name="Part">The way to the part of it; empty for all of it.</param>
/// <param name="Raw">Null where the raw value is the value.</param>
/// <param name="Level">Null where all are within their limits.</param>
/// <param name="State">Null where all are good.</param>
internal sealed record LeafNote(
    string Name, string Parameter, string Part, IReadOnlyDictionary<string, string[]> Value, IReadOnlyDictionary<string, string[]>? Raw, string? Level, string? State);
