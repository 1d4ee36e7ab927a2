using System.Diagnostics;

namespace Gantry.Bench;

/// <summary>
/// Things measured in turn, round after round, so that a slow moment of the machine strikes all of them; what counts is
/// the middle one of each.
/// </summary>
internal static class Rounds
{
    /// <summary>The median of each contender's results. The first round only warms up.</summary>
    public static async Task<double[]> RunAsync(int rounds, params Func<int, Task<double>>[] contenders)
    {
        var results = contenders.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                var result = await contenders[i](round);
                if (round > 0)
                    results[i].Add(result);
            }
            if (Environment.GetEnvironmentVariable("BENCH_VERBOSE") is not null)
                await Console.Error.WriteLineAsync($"  round {round}: {string.Join("  ", results.Select(r => r.Count > 0 ? Row.Say(r[^1]) : "-"))}");
        }
        return [.. results.Select(r => Percentile(r, 0.5))];
    }

    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(sorted.Count * share) - 1, 0, sorted.Count - 1)];
    }

    /// <summary>How many a second: runs the body on as many threads of their own until the time is over.</summary>
    public static async Task<double> RateAsync(int threads, TimeSpan time, Action<int, long> body)
    {
        var count = 0L;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => OnThreadAsync(() =>
        {
            for (var i = 0L; Stopwatch.GetElapsedTime(started) < time; i++)
            {
                body(thread, i);
                Interlocked.Increment(ref count);
            }
        })));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public static Task OnThreadAsync(Action body) =>
        Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static double Seconds(Action body)
    {
        var started = Stopwatch.GetTimestamp();
        body();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public static async Task<double> SecondsAsync(Func<Task> body)
    {
        var started = Stopwatch.GetTimestamp();
        await body();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
