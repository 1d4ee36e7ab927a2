namespace Gantry.TestKit;

/// <summary>
/// The system's clock, but whoever waits by it waits only a fraction as long: for pauses between tries, which tests have no
/// need to sit out.
/// </summary>
public sealed class HurriedClock(int times = 20) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Hurry(dueTime), Hurry(period));

    private TimeSpan Hurry(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / times;
}
