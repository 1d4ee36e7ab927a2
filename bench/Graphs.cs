using System.Diagnostics;
using System.Text;
using Gantry.Bench.Running;

namespace Gantry.Bench;

/// <summary>
/// A thousand steps that touch a file, in ten layers of a hundred, two at a time: sandboxed, logged and durable, against programs that do no
/// more than start them. And how long a step waits for its turn when the one before it has ended.
/// </summary>
internal sealed class Graphs : IBenchmark
{
    private const int Layers = 10;
    private const int Wide = 100;
    private const int Chain = 300;
    private const int RoundCount = 2;

    public string Name => "graphs";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        await using var postgres = await DurablePostgres.StartAsync(scratch);
        var peers = new GraphPeers(scratch, Layers, Wide);
        foreach (var (engine, database) in new[] { ("SQLite", null), ("PostgreSQL", postgres is null ? null : await postgres.NewDatabaseAsync()) })
        {
            if (engine == "PostgreSQL" && database is null)
                yield break;
            using var server = await ServerChild.StartAsync(scratch.Folder(engine), database, "steps.at-once=2");
            server.MakeMission(("pipelines/wide.yaml", Wall()));
            using var runs = new PipelineClient(server);
            // The last contender only where it is installed; it is slow, so once.
            var contenders = new List<Func<int, Task<double>>> { round => RunAsync(runs, "wide", round), _ => RunAsync(runs, "wide", 0) };
            if (engine == "SQLite")
                contenders.AddRange([peers.MakeAsync, peers.NinjaAsync]);
            var seconds = await Rounds.RunAsync(RoundCount, [.. contenders]);
            yield return Row.Below($"1,000 steps in ten layers, two at a time, sandboxed, {engine}", seconds[0], 10, "s");
            yield return Row.Below($"the same, all taken from before, {engine}", seconds[1], 0.3, "s");
            if (engine == "SQLite")
            {
                yield return Row.Compare("the same by make -j2, the floor", seconds[2], "s", "Gantry", seconds[0]);
                yield return Row.Compare("the same by ninja -j2, the floor", seconds[3], "s", "Gantry", seconds[0]);
                if (await peers.SnakemakeAsync() is { } snakemake)
                    yield return Row.Compare("the same by snakemake -j2", snakemake, "s", "Gantry", seconds[0], 4);
            }
        }
        foreach (var (engine, database) in new[] { ("SQLite", null), ("PostgreSQL", postgres is null ? null : await postgres.NewDatabaseAsync()) })
        {
            if (engine == "PostgreSQL" && database is null)
                yield break;
            using var server = await ServerChild.StartAsync(scratch.Folder($"chain-{engine}"), database, "steps.at-once=2", "steps.sandbox=off");
            server.MakeMission(("pipelines/chain.yaml", Line()));
            using var runs = new PipelineClient(server);
            await RunAsync(runs, "chain", 1);
            var waits = await WaitsAsync(runs, "chain", 2);
            yield return Row.Below($"from a step's end to the next one's beginning, {engine}, p50", Bench.Rounds.Percentile(waits, 0.5), 5, "ms");
            yield return Row.Below($"the same, {engine}, p99", Bench.Rounds.Percentile(waits, 0.99), 25, "ms");
        }
    }

    private static async Task<double> RunAsync(PipelineClient runs, string pipeline, int round)
    {
        // By the client's watch: a run's own times are those at which the last unit of work began.
        var begun = Stopwatch.GetTimestamp();
        await runs.PassedAsync(await runs.StartAsync(pipeline, round));
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task<IReadOnlyList<double>> WaitsAsync(PipelineClient runs, string pipeline, int round)
    {
        var run = await runs.StartAsync(pipeline, round);
        await runs.PassedAsync(run);
        var steps = await runs.StepsAsync(run);
        return [.. steps.Zip(steps.Skip(1), (one, next) => (next!["startedAt"]!.GetValue<DateTimeOffset>() - one!["endedAt"]!.GetValue<DateTimeOffset>()).TotalMilliseconds)];
    }

    private static string Wall()
    {
        var text = Begun("wide");
        for (var layer = 0; layer < Layers; layer++)
        {
            for (var i = 0; i < Wide; i++)
            {
                var input = layer == 0 ? "" : $"in: {{ a: l{layer - 1}-{i}.x }}, ";
                text.AppendLine($"  l{layer}-{i}: {{ {input}run: [touch, $OUT_X], environment: {{ ROUND: \"{{parameters.round}}\" }}, out: {{ x: x }} }}");
            }
        }
        return text.ToString();
    }

    private static string Line()
    {
        var text = Begun("chain");
        for (var i = 0; i < Chain; i++)
            text.AppendLine($"  s{i}: {{ {(i == 0 ? "" : $"needs: [s{i - 1}], ")}run: [\"true\"], environment: {{ ROUND: \"{{parameters.round}} {i}\" }} }}");
        return text.ToString();
    }

    private static StringBuilder Begun(string name) => new($"name: {name}\nparameters: {{ round: {{ kind: whole }} }}\nsteps:\n");
}
