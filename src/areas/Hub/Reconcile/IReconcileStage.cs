namespace Gantry.Hub;

/// <summary>One of the comparisons of a reconciliation, a page at a time, so that it goes on where it was after a crash.</summary>
internal interface IReconcileStage
{
    string Name { get; }

    /// <summary>Looks at the next page; from the beginning where there is no place.</summary>
    Task<StagePage> LookAsync(Reconciliation run, string? place, CancellationToken ct);
}

/// <summary>What a page of a stage brought.</summary>
/// <param name="Looked">How many things were looked at.</param>
/// <param name="Next">Where the next page begins; null when there is none.</param>
/// <param name="Found">What does not fit.</param>
internal sealed record StagePage(long Looked, string? Next, IReadOnlyList<Discrepancy> Found)
{
    public static readonly StagePage Nothing = new(0, null, []);

    /// <summary>More of a kind than is worth naming, counted.</summary>
    public IReadOnlyDictionary<DiscrepancyKind, long> Beyond { get; init; } = new Dictionary<DiscrepancyKind, long>();
}
