namespace Gantry.Hub;

/// <summary>Goes through the stages of a reconciliation in their order, from where it was.</summary>
internal sealed class Reconciler(IEnumerable<IReconcileStage> stages, ReconcileStore store)
{
    private readonly List<IReconcileStage> _stages = [.. stages];

    /// <summary>Goes to the end; returns the run with all that was found.</summary>
    public async Task<Reconciliation> RunAsync(Reconciliation run, CancellationToken ct)
    {
        foreach (var stage in Left(_stages, run))
        {
            // A stage that was ended has no place; one that was begun goes on from its own.
            var place = run.Stage == stage.Name ? run.Place : null;
            do
            {
                var page = await stage.LookAsync(run, place, ct);
                run = await store.SaveAsync(run, stage.Name, page, ct);
                place = page.Next;
            }
            while (place is not null);
        }
        return run;
    }

    /// <summary>The stages that are not through yet.</summary>
    public static IEnumerable<IReconcileStage> Left(IReadOnlyList<IReconcileStage> stages, Reconciliation run)
    {
        var at = stages.ToList().FindIndex(s => s.Name == run.Stage);
        return stages.Skip(at < 0 ? 0 : run.Place is null ? at + 1 : at);
    }
}
