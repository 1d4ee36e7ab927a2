using Gantry.Schedules;

namespace Gantry.Pipelines;

/// <summary>
/// A stretch of the past in its order: each arrival that starts the pipeline, each set as its last product comes, each time at
/// which it is due; every one sees what was there at that moment.
/// </summary>
internal sealed class ReplayList(IProductShelf shelf) : IBatchList
{
    private const int PageSize = 200;

    public bool Serves(BatchKind kind) => kind is BatchKind.Replay;

    public async Task<Result<long>> CountAsync(Batch batch, RunPlan plan, CancellationToken ct)
    {
        var starts = Starts.Of(plan.Pipeline);
        long total = Due(starts, batch.Asked.Since!.Value.AddMilliseconds(-1), batch.Asked.Until!.Value, int.MaxValue).Count();
        if (starts.IsByProduct)
        {
            if (!(await shelf.CountAsync(batch.Origin, Query(batch, starts.Single), ct)).TryGet(out var arrivals, out var fault))
                return fault;
            total += arrivals;
        }
        foreach (var set in starts.Sets)
        {
            // No more than there are of the rarest; the batch ends earlier where some find no partner.
            var least = long.MaxValue;
            foreach (var type in set.Types)
            {
                if (!(await shelf.CountAsync(batch.Origin, Query(batch, [type]), ct)).TryGet(out var ofType, out var fault))
                    return fault;
                least = Math.Min(least, ofType);
            }
            total += least;
        }
        return total;
    }

    public async Task<Result<BatchPage>> NextAsync(Batch batch, RunPlan plan, int most, CancellationToken ct)
    {
        var (starts, place) = (Starts.Of(plan.Pipeline), ReplayPlace.Of(batch));
        IReadOnlyList<PlacedProduct> arrivals = [];
        Fault? fault = null;
        if ((starts.Types is not { Count: 0 } && !(await shelf.AskAsync(batch.Origin, Query(batch, starts.Types), place.After, PageSize, ct)).TryGet(out arrivals!, out fault))
            || !Parameters.Settle(plan.Pipeline, batch.Asked.Parameters ?? new Dictionary<string, string>()).TryGet(out var parameters, out fault))
            return fault!;
        var isLast = arrivals.Count < PageSize;
        var times = new Queue<DateTimeOffset>(Due(starts, place.At, isLast ? batch.Asked.Until!.Value : arrivals[^1].PublishedAt, most));
        var items = new List<BatchItem>();
        BatchItem Item(DateTimeOffset asOf, Because because) => new("", because with { Environment = batch.Asked.Environment, AsOf = asOf }, parameters, batch.Release, asOf);
        for (var i = 0; items.Count < most && (i < arrivals.Count || times.Count > 0);)
        {
            var begun = items.Count;
            if (times.TryPeek(out var due) && (i == arrivals.Count || due <= arrivals[i].PublishedAt))
            {
                place = place with { At = times.Dequeue() };
                items.Add(Item(due, new() { At = due }));
            }
            else
            {
                var arrival = arrivals[i++];
                // The moment after it came: it is there itself, and what came later is not.
                var at = arrival.PublishedAt.AddMilliseconds(1);
                if (starts.IsStartedBy(arrival.Product))
                    items.Add(Item(at, new() { Products = [arrival.Product.Id] }));
                place = place with { After = arrival.Place };
                for (var set = 0; set < starts.Sets.Count; set++)
                {
                    (place, var complete) = await JoinAsync(batch, starts.Sets[set], set, place, arrival, ct);
                    if (complete is not null)
                        items.Add(Item(at, new() { Products = complete }));
                }
            }
            for (var made = begun; made < items.Count; made++)
                items[made] = items[made] with { Position = place.ToText() };
        }
        return new BatchPage(items, place.ToText(), items.Count == 0 && isLast);
    }

    private async Task<(ReplayPlace Place, IReadOnlyList<Guid>? Set)> JoinAsync(
        Batch batch, Trigger.OfProducts set, int number, ReplayPlace place, PlacedProduct arrival, CancellationToken ct)
    {
        if (arrival.Product.Type is not { } type || !set.Types.Contains(type))
            return (place, null);
        // What lacks the attribute belongs with nothing.
        return (set.By is null ? "" : await shelf.AttributeAsync(batch.Origin, arrival.Product.Id, set.By, ct)) is { } member
            ? place.Join(set, new(number, member, type, arrival.Product.Id, arrival.PublishedAt))
            : (place, null);
    }

    /// <summary>The first times at which it was due: after one moment, before another.</summary>
    private static IEnumerable<DateTimeOffset> Due(Starts starts, DateTimeOffset after, DateTimeOffset before, int most) =>
        starts.Times.SelectMany(times => Each(times, after, before).Take(most)).Distinct().Order();

    private static IEnumerable<DateTimeOffset> Each(Trigger.AtTimes times, DateTimeOffset after, DateTimeOffset before)
    {
        Cron.TryParse(times.Cron, out var cron);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(times.Zone);
        for (var next = cron!.After(after, zone); next is { } at && at < before; next = cron.After(at, zone))
            yield return at;
    }

    private static ShelfQuery Query(Batch batch, IReadOnlyCollection<string>? types) => new(batch.Asked.Filter, types, batch.Asked.Since, batch.Asked.Until);

    /// <summary>What starts a pipeline by itself. A pipeline that nothing starts is started by whatever the filter finds.</summary>
    private sealed record Starts(IReadOnlyList<string>? Single, IReadOnlyList<Trigger.OfProducts> Sets, IReadOnlyList<Trigger.AtTimes> Times)
    {
        /// <summary>The types that are looked at; all when null, none when empty.</summary>
        public IReadOnlyList<string>? Types => Single is null ? null : [.. Single.Concat(Sets.SelectMany(s => s.Types)).Distinct()];

        public bool IsByProduct => Single is not { Count: 0 };

        public static Starts Of(Pipeline pipeline)
        {
            var single = pipeline.Triggers.OfType<Trigger.OfProduct>().Select(t => t.Type).Distinct().ToList();
            var (sets, times) = (pipeline.Triggers.OfType<Trigger.OfProducts>().ToList(), pipeline.Triggers.OfType<Trigger.AtTimes>().ToList());
            return new(single.Count + sets.Count + times.Count == 0 ? null : single, sets, times);
        }

        public bool IsStartedBy(ShelfProduct product) => Single is null || (product.Type is { } type && Single.Contains(type));
    }
}
