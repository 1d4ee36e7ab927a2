using System.Collections.Concurrent;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Conformance;

/// <summary>What the work queue promises, over every database.</summary>
public abstract class WorkQueueConformance : StateSuite
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly PuppetClock _clock = new();

    private WorkQueue Queue => new(Database, _clock);

    [Fact]
    public async Task Work_is_placed_with_the_unit_it_belongs_to()
    {
        await Assert.ThrowsAsync<OnPurposeException>(() => Database.WriteAsync(async work =>
        {
            await Queue.PlaceAsync(work, new("steps", "lost"), Ct);
            throw new OnPurposeException();
        }, Ct));

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_claim_is_one_workers_until_it_is_finished()
    {
        await PlaceAsync(new WorkOrder("steps", "only"));

        var claim = Assert.Single(await ClaimAsync());
        Assert.Equal(("only", 1), (claim.Payload, claim.Attempt));
        Assert.Empty(await ClaimAsync("another"));

        await FinishAsync(claim);
        _clock.Advance(_minute * 2);
        Assert.Empty(await ClaimAsync("another"));
    }

    [Fact]
    public async Task A_worker_that_is_killed_loses_its_claim_and_can_no_longer_finish_it()
    {
        await PlaceAsync(new WorkOrder("steps", "heavy"));
        var dead = Assert.Single(await ClaimAsync("dead"));
        _clock.Advance(_minute - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await ClaimAsync("next"));

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var next = Assert.Single(await ClaimAsync("next"));
        Assert.True(next.Token > dead.Token);
        Assert.Equal(2, next.Attempt);

        // The first was only slow, and comes back with its result: it is refused, and its effects are undone.
        await Assert.ThrowsAsync<FencedException>(() => Database.WriteAsync(async work =>
        {
            await AddRowAsync(work, "effect of the dead");
            await Queue.FinishAsync(work, dead, Ct);
        }, Ct));
        Assert.False(await Queue.RenewAsync(dead, _minute, Ct));
        Assert.False(await Queue.FailAsync(dead, "late", TimeSpan.Zero, Ct));
        Assert.False(await Queue.HandBackAsync(dead, Ct));
        Assert.Empty(await RowsAsync());
        await FinishAsync(next);
    }

    [Fact]
    public async Task What_follows_is_taken_by_the_unit_that_finishes_or_by_nobody()
    {
        await PlaceAsync(new WorkOrder("steps", "first"));
        var first = Assert.Single(await ClaimAsync());
        await Assert.ThrowsAsync<OnPurposeException>(() => Database.WriteAsync(async work =>
        {
            await FinishAndTakeAsync(work, first);
            throw new OnPurposeException();
        }, Ct));
        Assert.Empty(await ClaimAsync("another"));

        var next = await Database.WriteAsync(work => FinishAndTakeAsync(work, first), Ct);
        Assert.Equal(("next", 1), (next!.Payload, next.Attempt));
        Assert.Empty(await ClaimAsync("another"));
        await FinishAsync(next);
        Assert.Null(await Database.WriteAsync(work => Queue.TakeNextAsync(work, "steps", "me", _minute, Ct), Ct));

        async Task<WorkClaim?> FinishAndTakeAsync(UnitOfWork work, WorkClaim claim)
        {
            await Queue.FinishAsync(work, claim, Ct);
            await Queue.PlaceAsync(work, new("steps", "next"), Ct);
            return await Queue.TakeNextAsync(work, "steps", "me", _minute, Ct);
        }
    }

    [Fact]
    public async Task A_clock_that_was_set_back_holds_nothing_up()
    {
        var ahead = new WorkQueue(Database, new PuppetClock(_clock.GetUtcNow().AddHours(7)));
        await Database.WriteAsync(async work =>
        {
            await ahead.PlaceAsync(work, new("steps", "now"), Ct);
            await ahead.PlaceAsync(work, new("steps", "in a minute") { NotBefore = _clock.GetUtcNow().AddHours(7) + _minute }, Ct);
        }, Ct);

        var queue = Queue;
        Assert.Equal("now", Assert.Single(await queue.ClaimAsync("steps", "me", 5, _minute, Ct)).Payload);
        _clock.Advance(_minute - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await queue.ClaimAsync("steps", "me", 5, _minute, Ct));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Contains("in a minute", (await queue.ClaimAsync("steps", "me", 5, _minute, Ct)).Select(c => c.Payload));
    }

    [Fact]
    public async Task A_worker_that_renews_keeps_its_claim()
    {
        await PlaceAsync(new WorkOrder("steps", "long"));
        var claim = Assert.Single(await ClaimAsync());

        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(_minute * 0.9);
            Assert.True(await Queue.RenewAsync(claim, _minute, Ct));
            Assert.Empty(await ClaimAsync("another"));
        }
        await FinishAsync(claim);
    }

    [Fact]
    public async Task Work_is_not_claimed_before_its_time()
    {
        await PlaceAsync(new WorkOrder("steps", "later") { NotBefore = _clock.GetUtcNow() + _minute });

        Assert.Empty(await ClaimAsync());
        _clock.Advance(_minute);
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task Higher_priority_goes_first_and_equals_in_their_order()
    {
        foreach (var (payload, priority) in new[] { ("routine 1", 0), ("routine 2", 0), ("urgent", 10), ("idle", -5) })
        {
            await PlaceAsync(new WorkOrder("steps", payload) { Priority = priority });
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var order = new List<string>();
        while (await ClaimAsync() is [var claim])
            order.Add(claim.Payload);

        Assert.Equal(["urgent", "routine 1", "routine 2", "idle"], order);
    }

    [Fact]
    public async Task Queues_are_strangers()
    {
        await PlaceAsync(new WorkOrder("steps", "here"));

        Assert.Empty(await Queue.ClaimAsync("mails", "worker", 10, _minute, Ct));
    }

    [Fact]
    public async Task Claimers_never_share_and_never_take_more_than_they_asked_for()
    {
        await PlaceAsync([.. Enumerable.Range(0, 200).Select(i => new WorkOrder("steps", $"{i}"))]);
        WorkQueue[] nodes = [Queue, new(Place.Open(), _clock)];
        var taken = new ConcurrentBag<string>();

        await AtOnceAsync(8, async i =>
        {
            List<WorkClaim> claims;
            while ((claims = await nodes[i % 2].ClaimAsync("steps", $"worker {i}", 7, _minute, Ct)).Count > 0)
            {
                Assert.InRange(claims.Count, 1, 7);
                foreach (var claim in claims)
                    taken.Add(claim.Payload);
            }
        });

        Assert.Equal(200, taken.Count);
        Assert.Equal(200, taken.Distinct().Count());
    }

    [Fact]
    public async Task A_keys_limit_holds_against_all_claimers_at_once()
    {
        const int Limit = 2;
        var keys = Enumerable.Range(0, 60).Select(i => $"key {i % 4}");
        await PlaceAsync([.. keys.Select(key => new WorkOrder("steps", key) { Key = key, KeyLimit = Limit })]);
        WorkQueue[] nodes = [Queue, new(Place.Open(), _clock)];
        IDatabase[] databases = [Database, Place.Open()];
        var running = new ConcurrentDictionary<string, int>();
        var (finished, most) = (0, 0);

        await AtOnceAsync(8, async i =>
        {
            while (Volatile.Read(ref finished) < 60)
            {
                foreach (var claim in await nodes[i % 2].ClaimAsync("steps", $"worker {i}", 3, _minute, Ct))
                {
                    var atOnce = running.AddOrUpdate(claim.Payload, 1, (_, n) => n + 1);
                    InterlockedMax(ref most, atOnce);
                    await Task.Yield();
                    running.AddOrUpdate(claim.Payload, 0, (_, n) => n - 1);
                    await databases[i % 2].WriteAsync(work => nodes[i % 2].FinishAsync(work, claim, Ct), Ct);
                    Interlocked.Increment(ref finished);
                }
            }
        });

        Assert.InRange(most, 1, Limit);
    }

    [Fact]
    public async Task A_key_that_is_full_holds_up_nobody_else()
    {
        await PlaceAsync(
            new WorkOrder("steps", "a") { Key = "a" }, new WorkOrder("steps", "a") { Key = "a" },
            new WorkOrder("steps", "b") { Key = "b" }, new WorkOrder("steps", "free"));

        var claims = await Queue.ClaimAsync("steps", "worker", 10, _minute, Ct);

        Assert.Equal(["a", "b", "free"], claims.Select(c => c.Payload).Order());
    }

    [Fact]
    public async Task Work_that_failed_waits_and_is_tried_again()
    {
        await PlaceAsync(new WorkOrder("steps", "flaky"));
        var claim = Assert.Single(await ClaimAsync());

        Assert.True(await Queue.FailAsync(claim, "no link", _minute / 2, Ct));

        Assert.Empty(await ClaimAsync());
        _clock.Advance(_minute / 2);
        Assert.Equal(2, Assert.Single(await ClaimAsync()).Attempt);
    }

    [Fact]
    public async Task Work_that_failed_too_often_is_put_aside_with_the_reason_and_can_be_revived()
    {
        var id = (await PlaceAsync(new WorkOrder("steps", "hopeless") { AttemptsAllowed = 2 })).Single();
        foreach (var reason in new[] { "first", "no such partner" })
            await Queue.FailAsync(Assert.Single(await ClaimAsync()), reason, TimeSpan.Zero, Ct);

        Assert.Empty(await ClaimAsync());
        var dead = Assert.Single(await Queue.ListDeadAsync("steps", Guid.Empty, 10, Ct));
        Assert.Equal((id, 2, "no such partner"), (dead.Id, dead.Attempts, dead.Reason));
        Assert.Empty(await Queue.ListDeadAsync("steps", id, 10, Ct));

        Assert.True(await Queue.ReviveAsync(id, Ct));
        Assert.False(await Queue.ReviveAsync(id, Ct));
        Assert.Equal(1, Assert.Single(await ClaimAsync()).Attempt);
    }

    [Fact]
    public async Task Work_whose_last_attempt_dies_in_silence_is_put_aside_too()
    {
        await PlaceAsync(new WorkOrder("steps", "killer") { AttemptsAllowed = 1 });
        await ClaimAsync("victim");
        _clock.Advance(_minute);

        Assert.Empty(await ClaimAsync("next"));

        Assert.Contains("victim", Assert.Single(await Queue.ListDeadAsync("steps", Guid.Empty, 10, Ct)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_handed_back_is_anybodys_at_once_and_has_lost_no_attempt()
    {
        await PlaceAsync(new WorkOrder("steps", "innocent") { AttemptsAllowed = 1 });
        var claim = Assert.Single(await ClaimAsync("stopping"));

        Assert.True(await Queue.HandBackAsync(claim, Ct));

        var next = Assert.Single(await ClaimAsync("next"));
        Assert.Equal(1, next.Attempt);
        Assert.True(next.Token > claim.Token);
    }

    [Fact]
    public async Task A_waiting_worker_is_woken_by_new_work()
    {
        var worker = new WorkQueue(Place.Open(), TimeProvider.System);
        var waiting = WaitForWorkAsync();

        var placer = new WorkQueue(Database, TimeProvider.System);
        await Database.WriteAsync(work => placer.PlaceAsync(work, new("steps", "new"), Ct), Ct);

        Assert.Single(await waiting.WaitAsync(TimeSpan.FromSeconds(120), Ct));

        // A wake promises nothing: a node that begins to listen wakes everybody, to look for what it missed.
        async Task<List<WorkClaim>> WaitForWorkAsync()
        {
            List<WorkClaim> claims;
            do
                claims = await worker.ClaimOrWaitAsync("steps", "worker", 1, _minute, TimeSpan.FromMinutes(5), Ct);
            while (claims.Count == 0);
            return claims;
        }
    }

    private Task<List<Guid>> PlaceAsync(params WorkOrder[] orders) => Database.WriteAsync(async work =>
    {
        var ids = new List<Guid>();
        foreach (var order in orders)
            ids.Add(await Queue.PlaceAsync(work, order, Ct));
        return ids;
    }, Ct);

    private Task<List<WorkClaim>> ClaimAsync(string holder = "worker") => Queue.ClaimAsync("steps", holder, 1, _minute, Ct);

    private Task FinishAsync(WorkClaim claim) => Database.WriteAsync(work => Queue.FinishAsync(work, claim, Ct), Ct);

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
