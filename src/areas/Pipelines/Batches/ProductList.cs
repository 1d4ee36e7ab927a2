using System.Globalization;

namespace Gantry.Pipelines;

/// <summary>Products in the order of publication: as they are for a backfill, each at its time for a replay.</summary>
internal sealed class ProductList(IProductShelf shelf) : IBatchList
{
    public const string Beginning = "0";

    public bool Serves(BatchKind kind) => kind is BatchKind.Backfill or BatchKind.Replay;

    public Task<Result<long>> CountAsync(Batch batch, RunPlan plan, CancellationToken ct) => shelf.CountAsync(batch.Origin, Query(batch, plan), ct);

    public async Task<Result<IReadOnlyList<BatchItem>>> NextAsync(Batch batch, RunPlan plan, int most, CancellationToken ct)
    {
        var after = long.Parse(batch.Position, CultureInfo.InvariantCulture);
        if (!(await shelf.AskAsync(batch.Origin, Query(batch, plan), after, most, ct)).TryGet(out var found, out var fault)
            || !Parameters.Settle(plan.Pipeline, batch.Asked.Parameters ?? new Dictionary<string, string>()).TryGet(out var parameters, out fault))
            return fault;
        var items = new List<BatchItem>();
        foreach (var (product, place, published) in found)
        {
            // The moment after it came: it is there itself, and what came later is not.
            DateTimeOffset? at = batch.Kind == BatchKind.Replay ? published.AddMilliseconds(1) : null;
            var because = new Because { Products = [product.Id], Environment = batch.Asked.Environment, AsOf = at };
            items.Add(new(place.ToString(CultureInfo.InvariantCulture), because, parameters, batch.Release, at));
        }
        return items;
    }

    private static ShelfQuery Query(Batch batch, RunPlan plan)
    {
        var types = plan.Pipeline.Triggers.OfType<Trigger.OfProduct>().Select(t => t.Type).Distinct().ToList();
        return new(batch.Asked.Filter, types.Count > 0 ? types : null, batch.Asked.Since, batch.Asked.Until);
    }
}
