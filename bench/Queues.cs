using System.Diagnostics;
using System.Globalization;
using Gantry.Bench.Running;

namespace Gantry.Bench;

/// <summary>How long after an order was placed a worker that waits for it has it in its hands, both durably.</summary>
internal sealed class Queues : IBenchmark
{
    private const int Orders = 400;
    private const string Queue = "bench";

    public string Name => "queue";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        await using var postgres = await DurablePostgres.StartAsync(scratch);
        await foreach (var (name, database) in Engines.OpenAsync(scratch, postgres))
        {
            await HandOverAsync(database, 50);
            var times = await HandOverAsync(database, Orders);
            yield return Row.Below($"queue, placed to claimed, {name}, p50", Bench.Rounds.Percentile(times, 0.5), 5, "ms");
            yield return Row.Below($"queue, placed to claimed, {name}, p99", Bench.Rounds.Percentile(times, 0.99), 25, "ms");
        }
    }

    private static async Task<List<double>> HandOverAsync(IDatabase database, int orders)
    {
        var queue = new WorkQueue(database, TimeProvider.System);
        var claimed = new Dictionary<int, long>();
        var working = Task.Run(async () =>
        {
            while (claimed.Count < orders)
            {
                foreach (var claim in await queue.ClaimOrWaitAsync(
                    Queue, "worker", 1, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(2), CancellationToken.None))
                {
                    claimed[int.Parse(claim.Payload, CultureInfo.InvariantCulture)] = Stopwatch.GetTimestamp();
                    await database.WriteAsync(work => queue.FinishAsync(work, claim, CancellationToken.None), CancellationToken.None);
                }
            }
        });
        var placed = new long[orders];
        for (var i = 0; i < orders; i++)
        {
            // One at a time, so that each finds the worker waiting.
            await Task.Delay(5 + (i % 7));
            await database.WriteAsync(
                work => queue.PlaceAsync(work, new(Queue, i.ToString(CultureInfo.InvariantCulture)), CancellationToken.None), CancellationToken.None);
            placed[i] = Stopwatch.GetTimestamp();
        }
        await working;
        return [.. placed.Select((at, i) => Math.Max(0, Stopwatch.GetElapsedTime(at, claimed[i]).TotalMilliseconds))];
    }
}
