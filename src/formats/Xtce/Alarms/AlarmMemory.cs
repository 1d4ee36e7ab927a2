namespace Gantry.Xtce;

/// <summary>How far an alarm has counted, for a watch that goes on elsewhere.</summary>
/// <param name="Parameter">The qualified name.</param>
/// <param name="Least">The mildest of the violations in a row.</param>
public sealed record AlarmMemory(string Parameter, ConcernLevel Level, int Violations, int Conformances, ConcernLevel Least);
