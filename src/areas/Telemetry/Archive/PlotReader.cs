using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>
/// Draws a parameter: of long pixels from reductions, with what is left at both ends from shorter ones and from samples. Whatever
/// it is read from, the plot is the same.
/// </summary>
internal sealed class PlotReader(SegmentStore segments, ReductionStore reductions, SampleReader samples, DatabaseShelf databases, LakePieces lake)
{
    /// <param name="isLeaf">Which parts of the parameter are drawn, by name.</param>
    public async Task<Plot> ReadAsync(Scope scope, string? channel, Span span, int pixels, Func<Parameter, bool> isWanted, Func<string, bool> isLeaf, bool isRaw, CancellationToken ct)
    {
        var grid = Grid.Of(span, pixels);
        var all = new Plot(grid);
        foreach (var source in (await segments.SourcesAsync(scope, channel, span.From, span.To, ct)).GroupBy(s => s.Channel, s => s.Database))
        {
            var key = new ChannelKey(scope.Mission!, scope.Environment!, source.Key);
            var one = isRaw || grid.Step == 0 ? null : await ReduceAsync(key, grid, [.. source], isWanted, isLeaf, ct);
            if (one is null)
            {
                one = new(grid);
                await samples.ReadAsync(scope, source.Key, span, isWanted, To(one, isLeaf, isRaw), ct);
            }
            all.Add(one);
        }
        return all;
    }

    private static SampleTaker To(Plot plot, Func<string, bool> isLeaf, bool isRaw) => (_, at, _, cells) =>
    {
        foreach (var cell in cells)
        {
            if (isLeaf(cell.Leaf.Name))
                plot.Add(at, isRaw ? cell.Raw : cell.Value, cell.Level);
        }
        return true;
    };

    // Null where reductions do not say all of it.
    private async Task<Plot?> ReduceAsync(ChannelKey key, Grid grid, IReadOnlyList<DatabaseKey> databasesOf, Func<Parameter, bool> isWanted, Func<string, bool> isLeaf, CancellationToken ct)
    {
        if (await OneParameterAsync(databasesOf, isWanted, ct) is not { } parameter || await samples.MustDecodeAsync(key, grid.Span, databasesOf, isWanted, ct))
            return null;
        var parts = (await reductions.OfAsync(key, ct)).ToLookup(p => p.Step);
        if (!parts[grid.Step].Any())
            return null;
        var (plot, settled) = (new Plot(grid), parts[grid.Step].Max(p => p.LastSeq));
        LeafKey? leaf = null;
        // What is left at the ends is of shorter pieces.
        List<(long From, long To)> spans = [(grid.Span.From.UtcTicks, grid.Span.To.UtcTicks)];
        foreach (var step in ReductionSteps.All.OrderDescending().Where(s => s <= grid.Step))
        {
            var left = new List<(long, long)>();
            foreach (var (from, to) in spans)
            {
                var (first, end) = (ReductionSteps.Ceiling(from, step), ReductionSteps.Floor(to, step));
                if (first >= end)
                {
                    left.Add((from, to));
                    continue;
                }
                await foreach (var bucket in BucketsAsync(parts[step], parameter, first, end, ct))
                {
                    if (!isLeaf(bucket.Leaf.Name))
                        continue;
                    // Two leaves have values of the same moment; which of them is the first is not known here.
                    if ((leaf ??= bucket.Leaf) != bucket.Leaf)
                        return null;
                    plot.Add(bucket.Ticks, bucket.Reduction);
                }
                left.AddRange(((long From, long To)[])[(from, first), (end, to)]);
            }
            spans = left.FindAll(s => s.Item1 < s.Item2);
        }
        foreach (var (from, to) in spans)
            await samples.ReadAsync(key.Scope, key.Name, new(new(from, TimeSpan.Zero), new(to, TimeSpan.Zero)), isWanted, To(plot, isLeaf, isRaw: false), ct, last: settled);
        await samples.ReadAsync(key.Scope, key.Name, grid.Span, isWanted, To(plot, isLeaf, isRaw: false), ct, after: settled);
        return plot;
    }

    // Reductions go by names, which must mean the same in all databases.
    private async Task<string?> OneParameterAsync(IReadOnlyList<DatabaseKey> all, Func<Parameter, bool> isWanted, CancellationToken ct)
    {
        string? name = null;
        foreach (var key in all)
        {
            foreach (var parameter in (await databases.OpenAsync(key, ct)).Database.AllParameters.Where(isWanted))
            {
                if ((name ??= parameter.QualifiedName) != parameter.QualifiedName)
                    return null;
            }
        }
        foreach (var key in all)
        {
            if ((await databases.OpenAsync(key, ct)).Database.AllParameters.Any(p => p.QualifiedName == name && !isWanted(p)))
                return null;
        }
        return name;
    }

    private async IAsyncEnumerable<Bucket> BucketsAsync(
        IEnumerable<ReductionPart> parts, string parameter, long from, long to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        // Parts of the parameter come right after it, and no other name between.
        var (first, last) = (new LeafKey(parameter, ""), new LeafKey(parameter, "\uFFFF"));
        var (begin, end) = (new DateTimeOffset(from, TimeSpan.Zero), new DateTimeOffset(to, TimeSpan.Zero));
        foreach (var part in parts)
        {
            // Rows hold milliseconds, packets less.
            if (part.LastAt.AddMilliseconds(1) < begin || part.FirstAt > end || part.FirstLeaf.CompareTo(last) > 0 || part.LastLeaf.CompareTo(first) < 0)
                continue;
            var file = await lake.OpenAsync(part.Digest, part.SizeBytes, ct);
            await foreach (var group in ReductionFile.ReadAsync(file, first, last, (from, to), ct))
            {
                foreach (var bucket in group)
                {
                    if (bucket.Leaf.Parameter == parameter && bucket.Ticks >= from && bucket.Ticks < to)
                        yield return bucket;
                }
            }
        }
    }
}
