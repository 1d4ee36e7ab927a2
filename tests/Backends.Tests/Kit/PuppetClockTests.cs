using Gantry.TestKit;
using Xunit;

namespace Gantry.Backends.Tests.Kit;

/// <summary>A clock that lies would make every test that uses it worthless.</summary>
public sealed class PuppetClockTests
{
    private readonly PuppetClock _clock = new();

    [Fact]
    public async Task Stands_still_until_it_is_told()
    {
        var before = _clock.GetUtcNow();
        var waiting = Task.Delay(TimeSpan.FromSeconds(1), _clock, TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(waiting.IsCompleted);
        Assert.Equal(1, _clock.Waiting);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await waiting;
        Assert.Equal(0, _clock.Waiting);
        Assert.Equal(TimeSpan.FromSeconds(1), _clock.GetUtcNow() - before);
    }

    [Fact]
    public void Fires_each_timer_at_its_own_moment_and_in_order()
    {
        var fired = new List<(string Name, TimeSpan After)>();
        var start = _clock.GetTimestamp();
        using var late = Timer("late", 3, null);
        using var early = Timer("early", 1, null);
        using var often = Timer("often", 1, 1);

        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(["early 1", "often 1", "often 2", "late 3", "often 3"], fired.Select(f => $"{f.Name} {f.After.TotalSeconds}"));

        ITimer Timer(string name, int due, int? period) => _clock.CreateTimer(
            _ => fired.Add((name, _clock.GetElapsedTime(start))), null, TimeSpan.FromSeconds(due),
            period is { } every ? TimeSpan.FromSeconds(every) : Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void A_timer_set_by_a_timer_still_fires_on_the_way()
    {
        var fired = 0;
        ITimer? second = null;
        using var first = _clock.CreateTimer(
            _ => second = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan),
            null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(1, fired);
        second!.Dispose();
    }

    [Fact]
    public void Time_limits_run_by_it()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1), _clock);

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(limit.IsCancellationRequested);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(limit.IsCancellationRequested);
    }
}
