using Gantry.Api;

namespace Gantry.Pipelines;

/// <summary>Batches as the wire shows them.</summary>
internal static class BatchViews
{
    public static BatchView View(this Batch batch, BatchCount? count, DateTimeOffset now = default) => new(
        batch.Id, RunViews.Word(batch.Kind), batch.Scope.Mission!, batch.Scope.Environment!, batch.Pipeline, batch.Release.Hex, batch.Principal, RunViews.Word(batch.State), batch.Total == Batch.Endless ? batch.Placed : batch.Total, batch.Placed,
        count?.States.ToDictionary(s => RunViews.Word(s.Key), s => s.Value), batch.IsCompared ? count?.Verdicts : null, Left(batch, count, now)?.TotalSeconds, batch.CreatedAt, batch.EndedAt,
        batch.Reason, batch.Asked.IsFollowing);

    // As fast as so far.
    private static TimeSpan? Left(Batch batch, BatchCount? count, DateTimeOffset now) =>
        count is { Ended: > 0 } && batch.EndedAt is null && batch.Total < Batch.Endless ? (now - batch.CreatedAt) / count.Ended * (batch.Total - count.Ended) : null;
}
