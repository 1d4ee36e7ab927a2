namespace Gantry.Telemetry;

/// <summary>How long the pieces of time are that are reduced, in seconds. What is shorter is read from columns as fast.</summary>
internal static class ReductionSteps
{
    public const long Minute = 60;
    public const long Hour = 3600;

    public static IReadOnlyList<long> All { get; } = [Minute, Hour];

    /// <summary>The beginning of the piece that a time is in.</summary>
    public static long Floor(long ticks, long step) => ticks - ticks % (step * TimeSpan.TicksPerSecond);

    /// <summary>The same, or of the next piece where it does not begin there.</summary>
    public static long Ceiling(long ticks, long step) => Floor(ticks + step * TimeSpan.TicksPerSecond - 1, step);
}
