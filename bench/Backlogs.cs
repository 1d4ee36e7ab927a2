using Gantry.Bench.Running;

namespace Gantry.Bench;

/// <summary>
/// What it costs to choose, begin and end a step while ever more runs wait. Counted in the server's processor time, because
/// that does not depend on what else the machine does.
/// </summary>
internal sealed class Backlogs(IReadOnlyList<int> sizes) : IBenchmark
{
    private const int Measured = 500;
    private const int Starters = 8;

    public string Name => "backlog";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        double? least = null;
        foreach (var waiting in sizes)
        {
            using var server = await ServerChild.StartAsync(scratch.Folder($"backlog-{waiting}"), null, "steps.at-once=2", "steps.sandbox=off");
            server.MakeMission(("pipelines/one.yaml", "name: one\nparameters: { round: { kind: whole } }\nsteps:\n  do: { run: [\"true\"], environment: { ROUND: \"{parameters.round}\" } }\n"));
            using var runs = new PipelineClient(server);
            await WarmUpAsync(runs);
            await runs.TurnAsync("drain");
            var ids = new string[waiting + Measured];
            await Parallel.ForAsync(0, ids.Length, new ParallelOptions { MaxDegreeOfParallelism = Starters }, async (i, _) => ids[i] = await runs.StartAsync("one", i));
            while (await runs.CountAsync("queued") > 0)
                await Task.Delay(200);
            var (done, spent) = (await runs.CountAsync("passed"), server.ProcessorTime);
            await runs.TurnAsync("refill");
            // They are done in about the order in which they were begun.
            await runs.PassedAsync(ids[Measured / 2]);
            spent = server.ProcessorTime - spent;
            var each = spent.TotalMilliseconds / (await runs.CountAsync("passed") - done);
            least ??= each;
            yield return Row.Compare($"a step done while {waiting:N0} runs wait, processor time, SQLite", each, "ms", $"{sizes[0]:N0} wait", least.Value);
        }
    }

    private static async Task WarmUpAsync(PipelineClient runs)
    {
        for (var i = 0; i < 100; i++)
            await runs.PassedAsync(await runs.StartAsync("one", i));
    }
}
