using System.Collections.Concurrent;
using System.Diagnostics;
using Gantry.Bench.Running;

namespace Gantry.Bench;

/// <summary>Units of work that each tell one entry, and how long after its commit a follower has seen it.</summary>
internal sealed class Journals : IBenchmark
{
    private const int Rounds = 3;

    private static readonly TimeSpan _time = TimeSpan.FromSeconds(1.5);
    private static readonly EntryKind _kind = new("bench.noted", "A line of a benchmark.");

    public string Name => "journal";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        await using var postgres = await DurablePostgres.StartAsync(scratch);
        await foreach (var (name, database) in Engines.OpenAsync(scratch, postgres))
        {
            foreach (var writers in (int[])[1, 4, 16])
            {
                var lags = new ConcurrentBag<double>();
                var rates = await Bench.Rounds.RunAsync(
                    Rounds,
                    _ => AppendAsync(database, writers, lags),
                    _ => Bench.Rounds.RateAsync(1, TimeSpan.FromSeconds(0.5), AppendToFile(scratch.At("log"))));
                var who = $"{writers} writer{(writers == 1 ? "" : "s")}, {name}";
                yield return Row.Compare($"journal appends, {who}", rates[0], "/s", "4 KiB appended and flushed, one writer", rates[1]);
                yield return new($"journal, commit to seen, {who}", $"p50 {Row.Say(Bench.Rounds.Percentile(lags, 0.5), "ms")}, p99 {Row.Say(Bench.Rounds.Percentile(lags, 0.99), "ms")}");
            }
        }
    }

    private static async Task<double> AppendAsync(IDatabase database, int writers, ConcurrentBag<double> lags)
    {
        var journal = new Journal(database, TimeProvider.System);
        var (committed, seen) = (new ConcurrentDictionary<Guid, long>(), new ConcurrentDictionary<Guid, long>());
        using var over = new CancellationTokenSource();
        var following = FollowAsync(journal, await journal.HeadAsync(CancellationToken.None), seen, over.Token);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < _time)
            {
                var entry = Entry.Of(_kind, Scope.Everywhere, "bench", "bench", new { text = "a line" });
                await database.WriteAsync(work =>
                {
                    work.Tell(entry);
                    return Task.CompletedTask;
                }, CancellationToken.None);
                committed[entry.Id] = Stopwatch.GetTimestamp();
            }
        })));
        var rate = committed.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        while (seen.Count < committed.Count)
            await Task.Delay(5);
        await over.CancelAsync();
        await following;
        // The follower may be told before the writer is; then there was no lag.
        foreach (var (id, at) in committed)
            lags.Add(Math.Max(0, Stopwatch.GetElapsedTime(at, seen[id]).TotalMilliseconds));
        return rate;
    }

    private static async Task FollowAsync(Journal journal, long after, ConcurrentDictionary<Guid, long> seen, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var page = await journal.NextAsync(JournalFilter.All, after, Journal.PageLimit, TimeSpan.FromSeconds(1), ct);
                var now = Stopwatch.GetTimestamp();
                foreach (var entry in page)
                    (seen[entry.Id], after) = (now, entry.Seq);
            }
        }
        catch (OperationCanceledException)
        {
            // The round is over.
        }
    }

    private static Action<int, long> AppendToFile(string path)
    {
        var block = new byte[4096];
        return (_, i) =>
        {
            using var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write);
            RandomAccess.Write(file, block, i * block.Length);
            RandomAccess.FlushToDisk(file);
        };
    }
}
