namespace Gantry.Pipelines;

/// <summary>What the runs of a kind of batch are made from, in an order in which a place can be named.</summary>
internal interface IBatchList
{
    bool Serves(BatchKind kind);

    /// <summary>How many runs it will be; or what is wrong with the question.</summary>
    Task<Result<long>> CountAsync(Batch batch, RunPlan plan, CancellationToken ct);

    /// <summary>The next ones behind the batch's position.</summary>
    Task<Result<BatchPage>> NextAsync(Batch batch, RunPlan plan, int most, CancellationToken ct);
}

/// <summary>What comes next in a list.</summary>
/// <param name="Position">How far was looked, where nothing is next.</param>
/// <param name="IsEnd">Whether nothing is and nothing will be.</param>
internal sealed record BatchPage(IReadOnlyList<BatchItem> Items, string Position, bool IsEnd)
{
    public static BatchPage Of(IReadOnlyList<BatchItem> items, Batch batch) => new(items, batch.Position, items.Count == 0);
}

internal static class BatchLists
{
    public static IBatchList Of(this IEnumerable<IBatchList> lists, Batch batch) => lists.First(list => list.Serves(batch.Kind));
}
