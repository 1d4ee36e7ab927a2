using Gantry.TestKit;

namespace Gantry.Pipelines.Tests.Runs;

public class OperatingTests
{
    private const string Copying = """
        name: night
        start: [{ product: OBS }]
        steps:
          copy: { in: { raw: trigger }, run: "cat $IN_RAW > $OUT_X", out: { x: x } }
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_paused_pipeline_would_start_waits_and_is_started_when_it_goes_on()
    {
        await using var house = await House.StartAsync(Copying);
        await house.Shelf.PutAsync("a.obs", "OBS", "a");
        await house.Get<Pauses>().PauseAsync(House.Ops, "night", "it is mended", "somebody", Ct);
        var plan = (await house.Get<PipelineBook>().FindAsync((await house.Releases.StandingAsync("", "", Ct))!.Value, "night", Ct))!;
        var run = house.Get<RunMaker>().Draft(House.Ops, plan, RunCause.Product, new() { Products = [house.Shelf.Products[0].Id] }, new Dictionary<string, string>(), "pipelines/night");
        await house.Database.WriteAsync(work => house.Get<RunMaker>().PlaceAsync(work, [run], Ct), Ct);
        await Eventually.HoldsAsync(async () => (await house.Runs.FindAsync(run.Id, Ct))!.State == RunState.Waiting, "the run waits");
        Assert.Equal("somebody paused the pipeline: it is mended", (await house.Runs.FindAsync(run.Id, Ct))!.Reason);
        // What a person starts does not wait.
        Assert.Equal(RunState.Passed, (await house.RunAsync(null, "a.obs")).State);

        Assert.True(await house.Get<Pauses>().ResumeAsync(House.Ops, "night", "somebody", Ct));
        Assert.Equal(RunState.Passed, (await house.EndOfAsync(run.Id)).State);
        Assert.False(await house.Get<Pauses>().ResumeAsync(House.Ops, "night", "somebody", Ct));
        await Eventually.HoldsAsync(async () => (await house.Get<Pauses>().OverAsync(Ct)).Count == 0, "the pause is forgotten");
    }

    [Fact]
    public async Task A_drained_node_ends_what_it_does_and_takes_nothing_more()
    {
        await using var house = await House.StartAsync("""
            name: night
            steps:
              slow: { run: "until [ -e /tmp/{run}.go ]; do sleep 0.05; done", environment: { R: "{run}" } }
              after: { needs: [slow], run: "true" }
            """.Replace("{run}.go", "$R.go", StringComparison.Ordinal));
        var nodes = house.Get<NodeStore>();
        await Eventually.HoldsAsync(async () => (await nodes.ListAsync(Ct)).Count == 1, "the node is there");
        var run = await house.BeginAsync();
        await Eventually.HoldsAsync(async () => await house.StateAsync(run, "slow") == StepState.Running, "the step runs");
        Assert.True(await nodes.DrainAsync("here", "a new kernel", "somebody", Ct));
        await Eventually.HoldsAsync(() => Task.FromResult(!house.Get<NodeDoor>().IsOpen), "the node heard it");
        var node = Assert.Single(await nodes.ListAsync(Ct));
        Assert.Equal((1L, "a new kernel"), (node.Busy, node.Reason));

        await File.WriteAllTextAsync($"/tmp/{run}.go", "", Ct);
        await Eventually.HoldsAsync(async () => await house.StateAsync(run, "slow") == StepState.Passed, "what it did ended");
        // It had its chance: whoever claims looks at the queue at once when something is placed.
        await Task.Delay(300, Ct);
        Assert.Equal(StepState.Ready, await house.StateAsync(run, "after"));
        Assert.True(await nodes.RefillAsync("here", "somebody", Ct));
        Assert.Equal(RunState.Passed, (await house.EndOfAsync(run)).State);
        File.Delete($"/tmp/{run}.go");
        Assert.False(await nodes.DrainAsync("elsewhere", "", "somebody", Ct));
    }

    [Fact]
    public async Task Before_a_run_it_can_be_said_what_it_would_do()
    {
        const string Text = """
            name: night
            start: [{ product: OBS }]
            parameters: { least: { kind: whole, default: 1 } }
            steps:
              copy: { in: { raw: trigger }, run: "cat $IN_RAW > $OUT_X", out: { x: x } }
              many: { in: { x: copy.x }, matrix: { band: [g, r] }, run: "cat $IN_X; echo $P_LEAST $M_BAND > $OUT_Y", out: { y: y } }
              join: { in: { y: many.y }, run: "cat $IN_Y/* > $OUT_Z", out: { z: z } }
              never: { when: environment == 'dev', run: "true" }
              ask: { approve: Is it right? }
            """;
        await using var house = await House.StartAsync(Text);
        await house.Shelf.PutAsync("a.obs", "OBS", "a");
        async Task<string[]> ForeseeAsync(string least) =>
            [.. (await house.Desk.ForeseeAsync(House.Ops, "night", new Dictionary<string, string> { ["least"] = least }, ["a.obs"], "somebody", Ct)).OrThrow().Steps.Select(s => $"{s.Step} {s.What}")];

        Assert.Equal(["copy done", "many open", "join open", "never skipped", "ask asked"], await ForeseeAsync("1"));
        var run = await house.BeginAsync(null, "a.obs");
        await Eventually.HoldsAsync(async () => await house.StateAsync(run, "join") == StepState.Passed, "it was done");
        Assert.Equal(["copy taken", "many[0] taken", "many[1] taken", "join taken", "never skipped", "ask asked"], await ForeseeAsync("1"));
        var forecast = (await house.Desk.ForeseeAsync(House.Ops, "night", new Dictionary<string, string> { ["least"] = "2" }, ["a.obs"], "somebody", Ct)).OrThrow();
        Assert.Equal(["copy taken", "many[0] done", "many[1] done", "join open", "never skipped", "ask asked"], forecast.Steps.Select(s => $"{s.Step} {s.What}"));
        Assert.Contains("P_LEAST is '2' and was '1'", forecast.Steps[1].Why, StringComparison.Ordinal);
        Assert.Single(await house.Runs.ListAsync(new("demo", "ops"), Guid.AllBitsSet, 10, Ct));
    }

    [Fact]
    public async Task It_can_be_said_what_made_a_product_and_what_started_a_run()
    {
        await using var house = await House.StartAsync(Copying.Replace("x: x", "x: { path: x, type: TABLE, as: \"{trigger.stem}.csv\" }", StringComparison.Ordinal));
        await house.Shelf.PutAsync("a.obs", "OBS", "a");
        var run = await house.RunAsync(null, "a.obs");
        var why = house.Get<Why>();
        Assert.Matches($"^The step 'copy' of run {run.Id} made it \\(night, release [0-9a-f]{{12}}\\) of a.obs, by process on here. somebody started it with a.obs, with release [0-9a-f]{{12}}. Of its steps: 1 done.$",
            (await why.OfProductAsync(House.Ops, "a.csv", Ct)).OrThrow());
        Assert.StartsWith("No run made 'a.obs'", (await why.OfProductAsync(House.Ops, "a.obs", Ct)).OrThrow(), StringComparison.Ordinal);
        Assert.Equal("pipelines.no_such_product", (await why.OfProductAsync(House.Ops, "b.obs", Ct)).Fault!.Code);
    }
}
