using System.Globalization;

namespace Gantry.Pipelines;

/// <summary>Products as they are now, in the order of publication.</summary>
internal sealed class ProductList(IProductShelf shelf) : IBatchList
{
    public bool Serves(BatchKind kind) => kind is BatchKind.Backfill;

    public Task<Result<long>> CountAsync(Batch batch, RunPlan plan, CancellationToken ct) => shelf.CountAsync(batch.Origin, Query(batch, plan), ct);

    public async Task<Result<BatchPage>> NextAsync(Batch batch, RunPlan plan, int most, CancellationToken ct)
    {
        var after = batch.Position.Length == 0 ? 0 : long.Parse(batch.Position, CultureInfo.InvariantCulture);
        if (!(await shelf.AskAsync(batch.Origin, Query(batch, plan), after, most, ct)).TryGet(out var found, out var fault)
            || !Parameters.Settle(plan.Pipeline, batch.Asked.Parameters ?? new Dictionary<string, string>()).TryGet(out var parameters, out fault))
            return fault;
        return BatchPage.Of([.. found.Select(one => new BatchItem(
            one.Place.ToString(CultureInfo.InvariantCulture), new() { Products = [one.Product.Id], Environment = batch.Asked.Environment }, parameters, batch.Release))], batch);
    }

    private static ShelfQuery Query(Batch batch, RunPlan plan)
    {
        var types = plan.Pipeline.Triggers.OfType<Trigger.OfProduct>().Select(t => t.Type).Distinct().ToList();
        return new(batch.Asked.Filter, types.Count > 0 ? types : null, batch.Asked.Since, batch.Asked.Until);
    }
}
