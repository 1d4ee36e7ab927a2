using Gantry.TestKit;

namespace Gantry.Pipelines.Tests.Runs;

public class BatchTests
{
    private const string Copying = """
        name: night
        start: [{ product: OBS }]
        steps:
          copy: { in: { raw: trigger }, run: "cat $IN_RAW > $OUT_X", out: { x: { path: x.csv, type: TABLE, as: "{trigger.stem}.csv" } } }
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backfill_makes_a_run_for_each_product_in_their_order()
    {
        await using var house = await House.StartAsync(Copying);
        for (var i = 0; i < 5; i++)
        {
            await house.Shelf.PutAsync($"o{i}.obs", "OBS", $"{i}\n");
            await house.Shelf.PutAsync($"other{i}", "OTHER", "x");
        }
        var (batch, runs) = await house.BatchAsync(BatchKind.Backfill, new() { Since = MemoryShelf.Beginning.AddMinutes(2), AtOnce = 2 });

        Assert.Equal((BatchState.Done, 4L, 4L), (batch.State, batch.Total, batch.Placed));
        Assert.All(runs, run => Assert.Equal((RunState.Passed, RunCause.Backfill), (run.State, run.Cause)));
        Assert.Equal(["1\n", "2\n", "3\n", "4\n"], (await Task.WhenAll(runs.Select(r => house.MadeAsync(r.Id, "copy", "x")))).Order());
        Assert.Equal(["o1.csv", "o2.csv", "o3.csv", "o4.csv"], house.Shelf.Offers.Select(o => o.Name).Order());
        Assert.Equal(["pipelines.batch_started", "pipelines.batch_ended"], (await house.ToldAsync()).Where(kind => kind.Contains("batch", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_more_runs_go_on_than_allowed_and_a_stopped_batch_makes_no_more()
    {
        await using var house = await House.StartAsync(Copying.Replace("cat $IN_RAW", "sleep 30; cat $IN_RAW", StringComparison.Ordinal));
        for (var i = 0; i < 6; i++)
            await house.Shelf.PutAsync($"o{i}.obs", "OBS", $"{i}");
        var desk = house.Get<BatchDesk>();
        var batch = await desk.BeginAsync((await desk.DraftAsync(House.Ops, "night", BatchKind.Backfill, new() { AtOnce = 2 }, "somebody", Ct)).OrThrow(), Ct);
        await Eventually.HoldsAsync(async () => (await house.Get<BatchStore>().CountAsync(batch.Id, Ct)).States.GetValueOrDefault(RunState.Going) == 2, "two runs go on");
        Assert.Equal(2, (await house.Get<BatchStore>().FindAsync(batch.Id, Ct))!.Placed);

        await desk.StopAsync(House.Ops, batch.Id, "enough", "somebody", Ct);
        await Eventually.HoldsAsync(async () => (await house.Get<BatchStore>().CountAsync(batch.Id, Ct)).States.GetValueOrDefault(RunState.Cancelled) == 2, "both are stopped");
        var (ended, runs) = await house.EndOfBatchAsync(batch.Id);
        Assert.Equal((BatchState.Stopped, 2), (ended.State, runs.Count));
        Assert.Equal("pipelines.batch_has_ended", (await desk.ResumeAsync(House.Ops, batch.Id, Ct)).Fault!.Code);
    }

    [Fact]
    public async Task A_replay_sees_what_was_there_at_the_time()
    {
        await using var house = await House.StartAsync("""
            name: night
            start: [{ product: OBS }]
            steps:
              look: { in: { raw: trigger, table: { type: TABLE } }, run: "cat $IN_RAW $IN_TABLE > $OUT_X; echo {start} > /dev/null", out: { x: x } }
            """);
        await house.Shelf.PutAsync("t0", "TABLE", "early");
        await house.Shelf.PutAsync("o0", "OBS", "a-");
        await house.Shelf.PutAsync("t1", "TABLE", "late");
        await house.Shelf.PutAsync("o1", "OBS", "b-");

        var (_, runs) = await house.BatchAsync(BatchKind.Replay, new() { Since = MemoryShelf.Beginning, Until = MemoryShelf.Beginning.AddHours(1) });
        Assert.Equal(["a-early", "b-late"], await Task.WhenAll(runs.Select(r => house.MadeAsync(r.Id, "look", "x"))));
        // One after the other.
        Assert.True(runs[0].EndedAt <= runs[1].CreatedAt);
    }

    [Fact]
    public async Task What_did_not_pass_is_done_again_by_the_release_that_stands()
    {
        await using var house = await House.StartAsync(Copying.Replace("cat $IN_RAW", "if grep bad $IN_RAW; then exit 3; fi; cat $IN_RAW", StringComparison.Ordinal));
        await house.Shelf.PutAsync("a.obs", "OBS", "bad");
        await house.Shelf.PutAsync("b.obs", "OBS", "good");
        Assert.Equal(RunState.Failed, (await house.RunAsync(null, "a.obs")).State);
        Assert.Equal(RunState.Passed, (await house.RunAsync(null, "b.obs")).State);

        var mended = await house.ApplyAsync(Copying);
        var (_, runs) = await house.BatchAsync(BatchKind.Repeat, new() { IsByStanding = true });
        Assert.Equal((RunState.Passed, mended), (Assert.Single(runs).State, runs[0].Release));
        Assert.Equal("bad", await house.MadeAsync(runs[0].Id, "copy", "x"));
        // What went well now is not done a third time.
        Assert.Equal(0, (await house.BatchAsync(BatchKind.Repeat, new() { IsByStanding = true })).Batch.Total);
    }

    [Fact]
    public async Task What_a_changed_step_has_made_stale_is_made_again_once()
    {
        await using var house = await House.StartAsync(Copying);
        await house.Shelf.PutAsync("a.obs", "OBS", "a");
        await house.Shelf.PutAsync("b.obs", "OBS", "b");
        await house.RunAsync(null, "a.obs");
        await house.RunAsync(null, "a.obs");
        await house.RunAsync(null, "b.obs");
        await house.ApplyAsync(Copying.Replace("cat $IN_RAW", "cat $IN_RAW $IN_RAW", StringComparison.Ordinal));

        var (_, runs) = await house.BatchAsync(BatchKind.Stale, new());
        Assert.Equal(["aa", "bb"], (await Task.WhenAll(runs.Select(r => house.MadeAsync(r.Id, "copy", "x")))).Order());
        Assert.Equal(0, (await house.BatchAsync(BatchKind.Stale, new())).Batch.Total);
    }

    [Fact]
    public async Task A_shadow_publishes_nothing_and_says_what_differs_beyond_what_is_tolerated()
    {
        const string Text = """
            name: night
            start: [{ product: OBS }]
            steps:
              rate:
                in: { raw: trigger }
                run: "{ echo id,ps,run; cat $IN_RAW; } > $OUT_X; date +%N >> $OUT_LOG"
                out:
                  x: { path: x.csv, type: TABLE, as: "{trigger.stem}.csv", compare: { key: [id], tolerance: { ps: 0.01 }, ignore: [run] } }
                  log: log.txt
            """;
        await using var house = await House.StartAsync(Text);
        await house.Shelf.PutAsync("a.obs", "OBS", "7,-2.5,1\n9,-4.0,1\n");
        await house.RunAsync(null, "a.obs");
        var offers = house.Shelf.Offers.Count;

        await house.ApplyAsync(Text.Replace("cat $IN_RAW;", "sed 's/-2.5,1/-2.505,2/' $IN_RAW;", StringComparison.Ordinal));
        var (same, _) = await house.BatchAsync(BatchKind.Shadow, new() { Last = 1 });
        Assert.Equal(new Dictionary<string, long> { ["same"] = 1 }, (await house.Get<BatchStore>().CountAsync(same.Id, Ct)).Verdicts);

        await house.ApplyAsync(Text.Replace("cat $IN_RAW;", "sed 's/-2.5/-1.5/' $IN_RAW;", StringComparison.Ordinal));
        var (other, runs) = await house.BatchAsync(BatchKind.Shadow, new());
        var (_, view) = Assert.Single(await house.Get<DifferenceStore>().ListAsync(other.Id, false, "", 10, Ct));
        Assert.Equal(("rate", "a.csv", "different"), (view.Step, view.Name, view.Verdict));
        Assert.Contains("-1.5", Assert.Single(view.Examples), StringComparison.Ordinal);
        Assert.Equal((RunCause.Shadow, RunState.Passed), (Assert.Single(runs).Cause, runs[0].State));
        Assert.Equal(offers, house.Shelf.Offers.Count);
    }

    [Fact]
    public async Task A_shadow_that_breaks_is_no_difference_and_is_told()
    {
        await using var house = await House.StartAsync(Copying);
        await house.Shelf.PutAsync("a.obs", "OBS", "a");
        await house.RunAsync(null, "a.obs");
        await house.ApplyAsync(Copying.Replace("cat $IN_RAW", "exit 3; cat $IN_RAW", StringComparison.Ordinal));
        var (batch, runs) = await house.BatchAsync(BatchKind.Shadow, new());
        Assert.Equal((BatchState.Done, RunState.Failed), (batch.State, Assert.Single(runs).State));
        Assert.Empty((await house.Get<BatchStore>().CountAsync(batch.Id, Ct)).Verdicts);
    }

    [Theory]
    [InlineData("cat $IN_RAW > $OUT_X", "same")]
    [InlineData("date +%N > $OUT_X; cat $IN_RAW >> $OUT_X", "different")]
    public async Task A_product_is_made_once_more_and_its_bytes_compared(string command, string verdict)
    {
        await using var house = await House.StartAsync($$"""
            name: night
            start: [{ product: OBS }]
            steps:
              copy: { in: { raw: trigger }, run: "{{command}}", out: { x: { path: x.csv, type: TABLE, as: "{start}.csv", compare: { key: [id] } } } }
              after: { in: { x: copy.x }, run: "cat $IN_X > $OUT_Y", out: { y: { path: y, type: TABLE } } }
            """);
        await house.Shelf.PutAsync("a.obs", "OBS", "id\n1\n");
        await house.RunAsync(null, "a.obs");
        var product = house.Shelf.Products.Single(p => p.Name.EndsWith(".csv", StringComparison.Ordinal)).Name;

        var batch = (await house.Get<BatchDesk>().ReproduceAsync(House.Ops, product, "somebody", Ct)).OrThrow();
        var (_, runs) = await house.EndOfBatchAsync(batch.Id);
        Assert.Equal(new Dictionary<string, long> { [verdict] = 1 }, (await house.Get<BatchStore>().CountAsync(batch.Id, Ct)).Verdicts);
        var steps = await house.StepsAsync(Assert.Single(runs).Id);
        Assert.Equal((1L, StepState.Skipped), (steps["copy"].Attempts, steps["after"].State));
        Assert.Equal("pipelines.not_made_here", (await house.Get<BatchDesk>().ReproduceAsync(House.Ops, "a.obs", "somebody", Ct)).Fault!.Code);
    }

    [Theory]
    [InlineData("Replay", "a replay wants a beginning and an end")]
    [InlineData("Repeat", "a filter chooses products")]
    public async Task What_makes_no_sense_is_refused(string kind, string words)
    {
        await using var house = await House.StartAsync(Copying);
        var asked = new BatchAsk { Filter = "Name eq 'x'" };
        Assert.Contains(words, (await house.Get<BatchDesk>().DraftAsync(House.Ops, "night", Enum.Parse<BatchKind>(kind), asked, "somebody", Ct)).Fault!.Message, StringComparison.Ordinal);
    }
}
