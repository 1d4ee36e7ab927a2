namespace Gantry.Cli;

/// <summary>What comes to an auxiliary data gateway, in its order, without end: each kind as often as it comes, none by the clock.</summary>
/// <param name="seed">The same seed makes the same files.</param>
/// <param name="start">The time at which it begins, in the files' names.</param>
internal sealed class SampleTraffic(int seed, DateTime start)
{
    // Kinds that come once in many days would never be seen otherwise.
    private static readonly TimeSpan _firstOfEach = TimeSpan.FromHours(4);

    public IEnumerable<SampleFile> Files()
    {
        var chance = new Random(seed);
        var due = new PriorityQueue<(SampleKind Kind, int Number), DateTime>();
        foreach (var kind in SampleKind.Sentinel)
            due.Enqueue((kind, 0), start + (Shorter(kind.Interval, _firstOfEach) * chance.NextDouble()));
        while (due.TryDequeue(out var next, out var at))
        {
            // Names tell whole seconds.
            var made = new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
            yield return next.Kind.Make(made, next.Number);
            due.Enqueue((next.Kind, next.Number + 1), at + (next.Kind.Interval * (0.8 + (0.4 * chance.NextDouble()))));
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
