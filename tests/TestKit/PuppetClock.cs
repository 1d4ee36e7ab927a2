namespace Gantry.TestKit;

/// <summary>A clock that stands still until it is told to advance; timers then fire in the order in which they are due.</summary>
public sealed class PuppetClock(DateTimeOffset? start = null) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<PuppetTimer> _timers = [];
    private DateTimeOffset _now = start ?? new DateTimeOffset(2031, 4, 5, 12, 0, 0, TimeSpan.Zero);
    private long _created;

    /// <summary>How many timers are waiting: who sleeps, waits with a limit or expects a deadline by this clock.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _timers.Count;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new PuppetTimer(this, callback, state, period);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass: every timer due on the way fires at its own moment, in order, before this returns.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset until;
        lock (_gate)
            until = _now + by;
        while (TakeDue(until) is { } timer)
            timer.Fire();
        lock (_gate)
            _now = _now > until ? _now : until;
    }

    private PuppetTimer? TakeDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            var next = _timers.Where(t => t.Due <= until).MinBy(t => (t.Due, t.Order));
            if (next is null)
                return null;
            _timers.Remove(next);
            _now = next.Due > _now ? next.Due : _now;
            if (next.Period > TimeSpan.Zero)
                Put(next, next.Period);
            return next;
        }
    }

    private void Put(PuppetTimer timer, TimeSpan dueTime)
    {
        timer.Due = _now + dueTime;
        timer.Order = _created++;
        _timers.Add(timer);
    }

    private sealed class PuppetTimer(PuppetClock clock, TimerCallback callback, object? state, TimeSpan period) : ITimer
    {
        public TimeSpan Period { get; private set; } = period;
        public DateTimeOffset Due { get; set; }
        public long Order { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                Period = period;
                if (dueTime != Timeout.InfiniteTimeSpan && dueTime > TimeSpan.Zero)
                    clock.Put(this, dueTime);
                if (dueTime != TimeSpan.Zero)
                    return true;
                if (period > TimeSpan.Zero)
                    clock.Put(this, period);
            }
            // Due at once; on another thread, as with a real timer, since the caller may hold locks the callback wants.
            ThreadPool.QueueUserWorkItem(_ => Fire());
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
