namespace Gantry.Hub;

/// <summary>Whatever a source shows was taken. A source is looked at from end to end in one page; nothing of it is fetched.</summary>
internal sealed class SourcesStage(
    SourceStore sources, DeclaredSources declared, SourceReaders readers, TimeProvider clock) : IReconcileStage
{
    private const int BatchSize = 250;
    private const int MostNamed = 1_000;

    public string Name => "sources";

    public async Task<StagePage> LookAsync(Reconciliation run, string? place, CancellationToken ct)
    {
        if ((await sources.ListAsync(run.Mission, run.Environment, place ?? "", 1, ct)).FirstOrDefault() is not { } source)
            return StagePage.Nothing;
        if (source.State == SourceState.Stopped || await declared.FindAsync(source.Key, ct) is not { } declaration)
            return new(0, source.Key.Name, []);
        try
        {
            if (!(await readers.OpenAsync(source.Key, declaration, ct)).TryGet(out var opened, out var fault))
                return Unreachable(source, fault.Message);
            using var reader = opened;
            return await CompareAsync(source, declaration, reader, ct);
        }
        catch (Exception e) when (e is RemoteFailureException or IOException or UnauthorizedAccessException)
        {
            return Unreachable(source, e.Message);
        }
    }

    private async Task<StagePage> CompareAsync(SourceState source, SourceDeclaration declaration, SourceReader reader, CancellationToken ct)
    {
        var (found, looked, beyond) = (new List<Discrepancy>(), 0L, 0L);
        var batch = new List<SourceFile>(BatchSize);
        await foreach (var file in reader.ListAsync(source.PlaceInTime, ct))
        {
            looked++;
            if (!declaration.Names.Wants(file.Path) || file.ModifiedAt < declaration.IgnoreBefore)
                continue;
            batch.Add(file);
            if (batch.Count == BatchSize)
                await LookUpAsync();
        }
        await LookUpAsync();
        return new(looked, source.Key.Name, found) { Beyond = beyond == 0 ? StagePage.Nothing.Beyond : new Dictionary<DiscrepancyKind, long> { [DiscrepancyKind.NotTaken] = beyond } };

        async Task LookUpAsync()
        {
            var seen = await sources.SeenAsync(source.Key, [.. batch.Select(f => f.Path).Distinct()], ct);
            foreach (var file in batch)
            {
                if (WhyNotTaken(file, seen.GetValueOrDefault(file.Path), declaration) is not { } why)
                    continue;
                if (found.Count < MostNamed)
                    found.Add(new(DiscrepancyKind.NotTaken, file.Path, $"{source.Key.Name}: {why}"));
                else
                    beyond++;
            }
            batch.Clear();
        }
    }

    private string? WhyNotTaken(SourceFile file, SeenFile? seen, SourceDeclaration declaration) => seen switch
    {
        _ when file.Problem is { } problem => $"it cannot be taken: {problem}",
        null => "the source has not taken it yet",
        { Outcome: FileOutcome.Later } => $"it is tried again{(seen.NextAt is { } next ? $" at {Dates.Text(next)}" : "")}: {seen.Reason}",
        { Outcome: FileOutcome.Failed } => $"it was put aside: {seen.Reason}",
        { Outcome: FileOutcome.Quarantined } => $"it was refused: {seen.Reason}",
        _ => Sights.Of(file, seen, declaration, clock.GetUtcNow()) == Sight.New ? "it has changed since it was taken" : null,
    };

    private static StagePage Unreachable(SourceState source, string reason) =>
        new(0, source.Key.Name, [new(DiscrepancyKind.SourceUnreachable, source.Key.Name, $"{source.Place}: {reason}")]);
}
