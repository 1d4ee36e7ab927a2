using System.Collections.Concurrent;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Conformance;

/// <summary>What is promised to those who declare work that goes on, over every database.</summary>
public abstract class DeclaredWorkConformance : StateSuite
{
    private readonly Declarations _declared = new();

    [Fact]
    public async Task Everything_declared_is_worked_by_one_node_and_taken_over_when_that_one_stops()
    {
        _declared.Plans = new() { ["a"] = 1, ["b"] = 1 };
        var first = await StartAsync("first", Database);
        await Eventually.HoldsAsync(() => _declared.Working.Count == 2, "both are worked");
        var second = await StartAsync("second", Place.Open());

        await first.StopAsync(Ct);
        await Eventually.HoldsAsync(() => _declared.Working.Values.Count(w => w.Node == "second") == 2, "the second node works both");
        await second.StopAsync(Ct);

        Assert.Empty(_declared.Working);
        Assert.Equal(1, _declared.MostOfOne);
    }

    [Fact]
    public async Task A_plan_that_goes_on_is_left_alone_and_another_begins_anew()
    {
        _declared.Plans = new() { ["goes on"] = 2, ["changes"] = 1 };
        var node = await StartAsync("node", Database);
        await Eventually.HoldsAsync(() => _declared.Working.Count == 2, "both are worked");
        var left = _declared.Working["goes on"];

        // Plans that are both even come to the same.
        await MoveAsync(new() { ["goes on"] = 4, ["changes"] = 3 });

        await Eventually.HoldsAsync(() => _declared.Working.GetValueOrDefault("changes")?.Plan == 3, "the other one began anew");
        Assert.Same(left, _declared.Working["goes on"]);
        await node.StopAsync(Ct);
    }

    [Fact]
    public async Task What_nobody_declares_any_more_is_not_worked_and_its_end_is_noted_afterwards()
    {
        _declared.Plans = new() { ["stays"] = 1, ["goes"] = 1 };
        var node = await StartAsync("node", Database);
        await Eventually.HoldsAsync(() => _declared.Working.Count == 2, "both are worked");

        await MoveAsync(new() { ["stays"] = 1 });

        await Eventually.HoldsAsync(() => _declared.Stopped.Contains("goes"), "it was stopped");
        Assert.Equal(["stays"], _declared.Working.Keys);
        await node.StopAsync(Ct);
    }

    [Fact]
    public async Task What_breaks_begins_anew_and_the_rest_goes_on()
    {
        _declared.Plans = new() { ["sound"] = 1, ["breaks"] = 1 };
        _declared.BreaksOnce.Add("breaks");
        var node = await StartAsync("node", Database);

        await Eventually.HoldsAsync(() => _declared.Working.Count == 2, "both are worked");
        Assert.Equal(["breaks"], _declared.Broken);
        await node.StopAsync(Ct);
    }

    private async Task<Worker> StartAsync(string name, IDatabase database)
    {
        var clock = new HurriedClock();
        var worker = new Worker(_declared, database, new Leases(database, clock, new()), new Node(name), clock);
        await worker.StartAsync(Ct);
        return worker;
    }

    private async Task MoveAsync(Dictionary<string, int> plans)
    {
        _declared.Plans = plans;
        await Database.WriteAsync(work =>
        {
            work.Wake(IMissionReleases.Moved);
            return Task.FromResult(0);
        }, Ct);
    }

    private sealed record Work(string Node, int Plan);

    /// <summary>What the nodes of a test share.</summary>
    private sealed class Declarations
    {
        private int _mostOfOne;

        public Dictionary<string, int> Plans { get; set; } = [];

        public ConcurrentDictionary<string, Work> Working { get; } = new();

        public ConcurrentBag<string> Stopped { get; } = [];

        public ConcurrentBag<string> Broken { get; } = [];

        public HashSet<string> BreaksOnce { get; } = [];

        public int MostOfOne => _mostOfOne;

        public async Task WorkAsync(string key, Work work, CancellationToken ct)
        {
            Interlocked.CompareExchange(ref _mostOfOne, 1, 0);
            if (!Working.TryAdd(key, work))
                Interlocked.Increment(ref _mostOfOne);
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            }
            finally
            {
                Working.TryRemove(key, out _);
            }
        }
    }

    private sealed class Worker(Declarations declared, IDatabase database, Leases leases, Node node, TimeProvider clock)
        : DeclaredWork<string, int, string>(database, leases, node, clock)
    {
        protected override Task<IReadOnlyList<string>> WorkingAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([.. declared.Working.Keys]);

        protected override Task<IReadOnlyDictionary<string, int>> DeclaredAsync(CancellationToken ct) => Task.FromResult<IReadOnlyDictionary<string, int>>(declared.Plans);

        protected override string KeyOf(string state) => state;

        protected override string LeaseOf(string key) => $"declared/{key}";

        protected override bool GoesOn(int current, int wanted) => current == wanted || (current % 2 == 0 && wanted % 2 == 0);

        protected override Task WorkAsync(string key, int plan, LeaseGrip grip, CancellationToken ct) =>
            declared.BreaksOnce.Remove(key) ? throw new OnPurposeException() : declared.WorkAsync(key, new(Node.Name, plan), ct);

        protected override Task StopAsync(IReadOnlyList<string> gone, CancellationToken ct)
        {
            foreach (var key in gone)
                declared.Stopped.Add(key);
            return Task.CompletedTask;
        }

        protected override void TellLater(Exception trouble)
        {
        }

        protected override void TellBroke(string key, Exception trouble) => declared.Broken.Add(key);
    }
}
