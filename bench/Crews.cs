using System.Diagnostics;
using System.Text;
using Gantry.Bench.Running;

namespace Gantry.Bench;

/// <summary>Steps of 20 ms, one at a time in each worker process, on one PostgreSQL: how many more two and four of them do than one.</summary>
internal sealed class Crews : IBenchmark
{
    private const int StepsOfARun = 400;
    private const int RoundCount = 2;

    public string Name => "workers";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        await using var postgres = await DurablePostgres.StartAsync(scratch);
        if (postgres is null)
            yield break;
        double? alone = null;
        foreach (var many in (int[])[1, 2, 4])
        {
            var (database, folder) = (await postgres.NewDatabaseAsync(), scratch.Folder($"crew-{many}"));
            var crew = new List<ServerChild>();
            try
            {
                for (var i = 0; i < many; i++)
                    crew.Add(await ServerChild.StartAsync(folder, database, "steps.at-once=1", "steps.sandbox=off", $"steps.folder={scratch.Folder($"steps-{many}-{i}")}"));
                crew[0].MakeMission(("pipelines/short.yaml", Short()));
                using var runs = new PipelineClient(crew[0]);
                var seconds = (await Rounds.RunAsync(RoundCount, async round =>
                {
                    var begun = Stopwatch.GetTimestamp();
                    await runs.PassedAsync(await runs.StartAsync("short", round));
                    return Stopwatch.GetElapsedTime(begun).TotalSeconds;
                }))[0];
                var rate = StepsOfARun / seconds;
                alone ??= rate;
                // More workers than processors have nothing to scale to.
                yield return Row.Compare($"steps of 20 ms, {many} worker processes, PostgreSQL", rate, "/s", "one worker", alone.Value, many <= Environment.ProcessorCount ? 0.8 * many : null);
            }
            finally
            {
                crew.ForEach(server => server.Dispose());
            }
        }
    }

    private static string Short()
    {
        var text = new StringBuilder("name: short\nparameters: { round: { kind: whole } }\nsteps:\n");
        for (var i = 0; i < StepsOfARun; i++)
            text.AppendLine($"  s{i}: {{ run: [sleep, \"0.02\"], environment: {{ ROUND: \"{{parameters.round}} {i}\" }} }}");
        return text.ToString();
    }
}
