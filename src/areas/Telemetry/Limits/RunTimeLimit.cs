using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Where a level begins; each end may be missing.</summary>
internal sealed record LimitBounds(ConcernLevel Level, double? Low, double? High)
{
    public LevelRange ToRange() => new(Level, new(Low, null, High, null), IsInside: false);
}

/// <summary>Limits of a parameter that were set while channels run, as its database's name for it.</summary>
/// <param name="Violations">How many samples in a row it takes.</param>
/// <param name="IsOff">Nothing is watched.</param>
internal sealed record RunTimeLimit(string Parameter, IReadOnlyList<LimitBounds> Bounds, int Violations, bool IsOff)
{
    /// <summary>What alarms of such limits are called, so that one sees where they come from.</summary>
    public const string AlarmName = "set at run time";

    public Alarm ToAlarm() => new()
    {
        Name = AlarmName, LeastViolations = Violations, IsDisabled = IsOff,
        Ranges = Bounds.Count == 0 ? null : new([.. Bounds.Select(b => b.ToRange())]),
    };
}

/// <summary>Such limits, and who set them why.</summary>
internal sealed record StoredLimit(RunTimeLimit Limit, string Reason, string SetBy, DateTimeOffset SetAt, DateTimeOffset? Until)
{
    public bool IsOver(DateTimeOffset now) => Until <= now;
}
