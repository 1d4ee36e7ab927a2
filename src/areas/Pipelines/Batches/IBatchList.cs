namespace Gantry.Pipelines;

/// <summary>What the runs of a kind of batch are made from, in an order in which a place can be named.</summary>
internal interface IBatchList
{
    bool Serves(BatchKind kind);

    /// <summary>How many runs it will be; or what is wrong with the question.</summary>
    Task<Result<long>> CountAsync(Batch batch, RunPlan plan, CancellationToken ct);

    /// <summary>The next ones behind the batch's position; none when there are no more.</summary>
    Task<Result<IReadOnlyList<BatchItem>>> NextAsync(Batch batch, RunPlan plan, int most, CancellationToken ct);
}
