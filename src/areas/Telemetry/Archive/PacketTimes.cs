using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>When a packet was made, as it says itself.</summary>
internal sealed class PacketTimes(XtceDatabase database, string? parameter)
{
    private readonly Parameter? _parameter = parameter is null ? null : database.FindParameter(parameter);

    /// <summary>The declared parameter's time, else the first one in the packet; null when there is none that can be.</summary>
    public DateTimeOffset? Of(DecodedRow row)
    {
        foreach (var cell in row.Cells)
        {
            if (cell.Value.Kind == ValueKind.Instant && (_parameter is null || ReferenceEquals(cell.Leaf.Parameter, _parameter)) && cell.Value.AsInstant.ToUtc() is { } time && SegmentFile.CanHold(time))
                return time;
        }
        return null;
    }
}
