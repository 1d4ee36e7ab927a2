using System.Text;
using Gantry.TestKit;

namespace Gantry.Pipelines.Tests.Runs;

/// <summary>What nobody would write, and what happens when it is.</summary>
public class FaultTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_steps_one_behind_the_other_are_walked()
    {
        var text = new StringBuilder("name: night\nsteps:\n  s0: { run: [\"false\"] }\n");
        for (var i = 1; i < 10_000; i++)
            text.Append($"  s{i}: {{ needs: [s{i - 1}], run: [\"true\"] }}\n");
        await using var house = await House.StartAsync(text.ToString());
        var run = await house.RunAsync();
        Assert.Equal((RunState.Failed, "s0 said no: it ended with 1"), (run.State, run.Reason));
        var states = await house.Database.ReadAsync(s => s.QueryAsync(
            $"select state, count(*) from pipelines_step where run = {run.Id} group by state order by state", row => (row.Text(0), row.Number(1)), Ct), Ct);
        Assert.Equal([("Failed", 1L), ("Skipped", 9_999L)], states);
    }

    [Fact]
    public async Task A_thousand_that_make_nothing_are_done_and_nothing_is_done_for_none()
    {
        await using var house = await House.StartAsync("""
            name: night
            steps:
              list: { run: "seq 1000 > $OUT_ALL; : > $OUT_NONE", out: { all: all, none: none } }
              many: { each: { lines: list.all }, run: ["true"], out: { x: { path: x, optional: true } } }
              none: { each: { lines: list.none }, run: ["false"] }
              join: { in: { x: many.x }, needs: [none], run: "ls $IN_X | wc -l > $OUT_Y", out: { y: y } }
            """);
        var run = await house.RunAsync();
        Assert.Equal((RunState.Passed, null), (run.State, run.Reason));
        Assert.Equal("0", (await house.MadeAsync(run.Id, "join", "y")).Trim());
        var steps = await house.Database.ReadAsync(s => s.FirstAsync($"select count(*) from pipelines_step where run = {run.Id} and parent = 'many' and state = 'Passed'", row => row.Number(0), Ct), Ct);
        Assert.Equal(1000, steps);
    }

    [Fact]
    public async Task A_worker_that_comes_back_after_its_lease_was_lost_commits_nothing()
    {
        // Nobody else works: the two workers are played here.
        await using var house = await House.StartAsync("name: night\nsteps: { one: { run: 'true', out: { x: { path: x, optional: true } } } }\n", atOnce: -1);
        var run = await house.BeginAsync();
        await Eventually.HoldsAsync(async () => await house.StateAsync(run, "one") == StepState.Ready, "the step is ready");
        var (queue, begin, commit) = (house.Get<WorkQueue>(), house.Get<AttemptBegin>(), house.Get<AttemptCommit>());
        var first = (await begin.BeginAsync(Assert.Single(await queue.ClaimAsync(StepTask.Steps, "slow", 1, TimeSpan.FromMilliseconds(1), Ct)), Ct))!;
        IReadOnlyList<WorkClaim> taken = [];
        await Eventually.HoldsAsync(async () => (taken = await queue.ClaimAsync(StepTask.Steps, "quick", 1, TimeSpan.FromMinutes(1), Ct)).Count == 1, "the lease ran out");
        var second = (await begin.BeginAsync(taken[0], Ct))!;

        var made = new List<MadeFile> { new("x", 0, "x", await house.Blobs.PutAsync(new MemoryStream("late"u8.ToArray()), Expected.Nothing, Ct), null, null) };
        var since = await house.Database.LastStampAsync(Ct);
        await Assert.ThrowsAsync<FencedException>(() => commit.CommitAsync(first, new(AttemptState.Passed, null, null, made), null, null, since, Ct));
        Assert.Equal(StepState.Running, await house.StateAsync(run, "one"));
        await commit.CommitAsync(second, new(AttemptState.Passed, null, null, []), null, null, since, Ct);
        Assert.Equal(RunState.Passed, (await house.EndOfAsync(run)).State);
        Assert.Null(await house.Get<OutputStore>().FindAsync(run, "one", "x", 0, Ct));
        Assert.Equal([AttemptState.Lost, AttemptState.Passed], (await house.Get<AttemptStore>().OfStepAsync(run, "one", Ct)).Select(a => a.State));
    }
}
