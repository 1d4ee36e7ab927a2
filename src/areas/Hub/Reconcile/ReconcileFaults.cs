namespace Gantry.Hub;

/// <summary>What reconciliation refuses.</summary>
internal static class ReconcileFaults
{
    public static Fault UnderWay(Guid id, Scope scope) => new(FaultKind.Conflict, "hub.reconcile_under_way",
        $"{scope} is being reconciled already. 'gantry reconcile {scope} --id {id}' shows how far that is.");

    public static Fault NoSuchReconciliation(string id, Scope scope) => new(FaultKind.Missing, "hub.no_such_reconciliation",
        $"There is no reconciliation {id} of {scope}; the last {ReconcileStore.KeptReports} are kept.");
}
