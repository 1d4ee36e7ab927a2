using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>The level of a parameter has changed.</summary>
internal sealed record AlarmMove(string Parameter, ConcernLevel Level, string Value, DateTimeOffset At, string? Broken = null);
