using System.Globalization;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Limits in words.</summary>
internal static class LimitWords
{
    public static string Of(RunTimeLimit limit) => limit.IsOff
        ? "off"
        : string.Join(", ", limit.Bounds.Select(b => string.Create(CultureInfo.InvariantCulture, $"{AlarmStore.Word(b.Level)} {b.Low}..{b.High}"))) + (limit.Violations > 1 ? $", after {limit.Violations} in a row" : "");

    /// <summary>Which limit a value broke, and where it comes from; null when there is nothing to say.</summary>
    public static string? Broken(DataType? type, Value value, ConcernLevel level) =>
        BrokenLimit.Of(type, value, level) is var (words, alarm) ? alarm == RunTimeLimit.AlarmName ? $"{words}, {RunTimeLimit.AlarmName}" : words : null;
}
