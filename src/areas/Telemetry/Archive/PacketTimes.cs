using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>When a packet was made, as it says itself.</summary>
internal sealed class PacketTimes(XtceDatabase database, string? parameter, ClockDeclaration? clock)
{
    private readonly Parameter? _parameter = parameter is null ? null : database.FindParameter(parameter);

    /// <summary>Whether a parameter may be what tells the time.</summary>
    public bool Wants(Parameter parameter) => _parameter is not null ? ReferenceEquals(_parameter, parameter)
        : clock is null && database.TypeOf(parameter) is AbsoluteTimeType or AggregateType or ArrayType;

    /// <summary>The declared parameter's time, else that of the clock, else the first one in the packet; null when there is none that can be.</summary>
    public DateTimeOffset? Of(DecodedRow row)
    {
        if (_parameter is null && clock is not null)
            return clock.Read(row.Octets.Span) is { } said && SegmentFile.CanHold(said) ? said : null;
        foreach (ref readonly var cell in row.Span)
        {
            if (cell.Value.Kind == ValueKind.Instant && (_parameter is null || ReferenceEquals(cell.Leaf.Parameter, _parameter)) && cell.Value.AsInstant.ToUtc() is { } time && SegmentFile.CanHold(time))
                return time;
        }
        return null;
    }
}
