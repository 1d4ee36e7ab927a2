namespace Gantry.Simulation;

/// <summary>An event, and when it comes next.</summary>
internal sealed class PendingEvent(ScenarioEvent one)
{
    private long _packets;
    private TimeSpan? _until;

    public ScenarioEvent Event => one;

    public TimeSpan At { get; private set; } = one.At;

    public bool IsOver { get; set; }

    /// <summary>A packet went by that it could not befall.</summary>
    public void Count() => _packets++;

    public bool IsNow(TimeSpan due, long sent, TimeSpan? howLong)
    {
        if (one.EveryPackets is { } packets)
        {
            if (++_packets < packets)
                return false;
            _packets = 0;
            return sent > 0;
        }
        if (_until is { } until)
        {
            if (due < until)
                return true;
            _until = null;
        }
        if (IsOver || due < At)
            return false;
        _until = howLong is { } span ? At + span : null;
        if (one.Every is { } every)
            At += every * Math.Max(1, Math.Floor((due - At) / every) + 1);
        else
            IsOver = true;
        return true;
    }
}
