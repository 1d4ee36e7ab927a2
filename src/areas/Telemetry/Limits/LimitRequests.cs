using Gantry.Api;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Whether limits that somebody asks for make sense.</summary>
internal static class LimitRequests
{
    private const int MostViolations = 1000;

    public static Result<RunTimeLimit> Read(Parameter parameter, DataType? type, LimitsRequest request, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
            return TelemetryFaults.NoLimitReason();
        if (type is not (IntegerType or FloatType))
            return TelemetryFaults.NoNumber(parameter.Name);
        if (request.Until <= now)
            return TelemetryFaults.BadLimits($"their end {request.Until:O} has passed");
        if (request.Violations is < 1 or > MostViolations)
            return TelemetryFaults.BadLimits($"'violations' is 1 to {MostViolations}");
        var bounds = new List<LimitBounds>();
        foreach (var range in request.Ranges ?? [])
        {
            if (!Enum.TryParse<ConcernLevel>(range.Level, ignoreCase: true, out var level) || level == ConcernLevel.Normal || !Enum.IsDefined(level) || int.TryParse(range.Level, out _))
                return TelemetryFaults.BadLimits($"'{range.Level}' is none of watch, warning, distress, critical, severe");
            if (range.Low is null && range.High is null || range.Low > range.High || range.Low is { } low && !double.IsFinite(low) || range.High is { } high && !double.IsFinite(high))
                return TelemetryFaults.BadLimits($"a range of {range.Level} has a 'low', a 'high' that is not below it, or both");
            if (bounds.Exists(b => b.Level == level))
                return TelemetryFaults.BadLimits($"{range.Level} stands twice");
            bounds.Add(new(level, range.Low, range.High));
        }
        if (request.IsOff == (bounds.Count > 0))
            return TelemetryFaults.BadLimits("send 'ranges', or 'isOff': true to watch nothing");
        // A worse level begins farther out, or the milder one is never told.
        bounds.Sort((a, b) => a.Level.CompareTo(b.Level));
        for (var i = 1; i < bounds.Count; i++)
        {
            if (bounds[i].Low > (bounds[i - 1].Low ?? double.NegativeInfinity) || bounds[i].High < (bounds[i - 1].High ?? double.PositiveInfinity))
                return TelemetryFaults.BadLimits($"{AlarmStore.Word(bounds[i].Level)} begins before {AlarmStore.Word(bounds[i - 1].Level)} does; the worse level has the wider range");
        }
        return new RunTimeLimit(parameter.QualifiedName, bounds, request.Violations ?? 1, request.IsOff);
    }
}
