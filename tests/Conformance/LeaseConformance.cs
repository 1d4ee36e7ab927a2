using Gantry.TestKit;
using Xunit;

namespace Gantry.Conformance;

/// <summary>What leases promise, over every database.</summary>
public abstract class LeaseConformance : StateSuite
{
    private static readonly LeaseOptions _options = new();

    private readonly PuppetClock _clock = new();

    private Leases Leases => new(Database, _clock, _options);

    private LeaseWatch NewWatch() => new(_options.SilenceAllowed, _clock);

    [Fact]
    public async Task Of_many_contenders_one_has_the_lease()
    {
        Leases[] nodes = [Leases, new(Place.Open(), _clock, _options)];
        var grips = new LeaseGrip?[8];

        await AtOnceAsync(8, async i => grips[i] = await nodes[i % 2].TryTakeAsync("duty", $"node {i}", NewWatch(), Ct));

        Assert.Single(grips, g => g is not null);
    }

    [Fact]
    public async Task A_holder_that_speaks_keeps_the_lease()
    {
        var grip = await Leases.TryTakeAsync("duty", "first", NewWatch(), Ct);
        var watch = NewWatch();

        for (var i = 0; i < 10; i++)
        {
            _clock.Advance(_options.SilenceAllowed * 0.9);
            Assert.True(await Leases.BeatAsync(grip!, Ct));
            Assert.Null(await Leases.TryTakeAsync("duty", "second", watch, Ct));
        }
    }

    [Fact]
    public async Task A_silent_holder_is_succeeded_and_its_token_is_older()
    {
        var first = await Leases.TryTakeAsync("duty", "first", NewWatch(), Ct);
        var watch = NewWatch();
        Assert.Null(await Leases.TryTakeAsync("duty", "second", watch, Ct));
        _clock.Advance(_options.SilenceAllowed - TimeSpan.FromMilliseconds(1));
        Assert.Null(await Leases.TryTakeAsync("duty", "second", watch, Ct));

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var second = await Leases.TryTakeAsync("duty", "second", watch, Ct);

        Assert.True(second!.Token > first!.Token);
        // The first was only paused, and comes back.
        Assert.False(await Leases.BeatAsync(first, Ct));
        await Leases.ReleaseAsync(first, Ct);
        Assert.True(await Leases.BeatAsync(second, Ct));
    }

    [Fact]
    public async Task A_silence_is_measured_by_the_one_who_watches()
    {
        await Leases.TryTakeAsync("duty", "first", NewWatch(), Ct);
        _clock.Advance(_options.SilenceAllowed * 10);

        Assert.Null(await Leases.TryTakeAsync("duty", "newcomer", NewWatch(), Ct));
    }

    [Fact]
    public async Task A_lease_given_up_is_anybodys_at_once()
    {
        var first = await Leases.TryTakeAsync("duty", "first", NewWatch(), Ct);

        await Leases.ReleaseAsync(first!, Ct);

        Assert.NotNull(await Leases.TryTakeAsync("duty", "second", NewWatch(), Ct));
    }

    [Fact]
    public async Task Of_three_nodes_one_at_a_time_does_the_duty_and_each_successor_has_a_newer_token()
    {
        Node[] nodes = [new("first", new(Database)), new("second", new(Place.Open())), new("third", new(Place.Open()))];
        await using var shift = new Shift(_clock, nodes);
        await shift.StartAsync(_options);
        var first = await shift.SomebodyOnDutyAsync(null);

        await shift.AdvanceAsync(_options.SilenceAllowed * 5);
        Assert.Same(first, shift.OnDuty.Single());

        // A node that stops hands over: the others need no silence, only to look again.
        await shift.StopAsync(first);
        await shift.AdvanceAsync(_options.Beat);
        var second = shift.OnDuty.Single();

        // A node that is cut off stops by itself, before the others may take over.
        second.Database.IsCutOff = true;
        var third = await shift.SomebodyOnDutyAsync(except: second);
        Assert.NotSame(second, third);
        Assert.Equal(1, shift.MostOnDuty);
        Assert.Equal(shift.Tokens.Order(), shift.Tokens);
        Assert.Equal(3, shift.Tokens.Distinct().Count());
    }

    private sealed record Node(string Name, WatchedDatabase Database);

    /// <summary>Some nodes that contend for one duty under a clock that moves only when all of them have nothing left to do.</summary>
    private sealed class Shift(PuppetClock clock, IReadOnlyList<Node> nodes) : IAsyncDisposable
    {
        private readonly Dictionary<Node, (CancellationTokenSource Stop, Task Holding)> _running = [];
        private readonly Lock _gate = new();
        private readonly List<Node> _onDuty = [];
        private readonly List<long> _tokens = [];

        public int MostOnDuty { get; private set; }

        public IReadOnlyList<long> Tokens
        {
            get
            {
                lock (_gate)
                    return [.. _tokens];
            }
        }

        public IReadOnlyList<Node> OnDuty
        {
            get
            {
                lock (_gate)
                    return [.. _onDuty];
            }
        }

        public async Task StartAsync(LeaseOptions options)
        {
            foreach (var node in nodes)
            {
                var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
                var leases = new Leases(node.Database, clock, options);
                _running[node] = (stop, leases.HoldAsync("duty", node.Name, (grip, ct) => DoAsync(node, grip, ct), stop.Token));
            }
            await QuietAsync();
        }

        public async Task AdvanceAsync(TimeSpan by)
        {
            // Small steps: when a whole beat passed at once, the clock would outrun the database, which no puppet moves.
            for (var step = TimeSpan.FromMilliseconds(250); by > TimeSpan.Zero; by -= step)
            {
                clock.Advance(step);
                await QuietAsync();
            }
        }

        public async Task<Node> SomebodyOnDutyAsync(Node? except)
        {
            for (var i = 0; i < 60; i++)
            {
                if (OnDuty.FirstOrDefault(n => n != except) is { } found)
                    return found;
                await AdvanceAsync(TimeSpan.FromMilliseconds(250));
            }
            throw new InvalidOperationException("Nobody took the duty within 15 s of the puppet's clock.");
        }

        public async Task StopAsync(Node node)
        {
            var (stop, holding) = _running[node];
            _running.Remove(node);
            await stop.CancelAsync();
            await holding.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            stop.Dispose();
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var node in _running.Keys.ToList())
                await StopAsync(node);
        }

        private async Task DoAsync(Node node, LeaseGrip grip, CancellationToken ct)
        {
            lock (_gate)
            {
                _onDuty.Add(node);
                _tokens.Add(grip.Token);
                MostOnDuty = Math.Max(MostOnDuty, _onDuty.Count);
            }
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            }
            finally
            {
                lock (_gate)
                    _onDuty.Remove(node);
            }
        }

        // Each node, holder or not, waits for exactly one beat when it has nothing else to do.
        private Task QuietAsync() => Eventually.HoldsAsync(
            () => nodes.All(n => n.Database.IsQuiet) && clock.Waiting == _running.Count, "all nodes wait for the next beat");
    }
}
