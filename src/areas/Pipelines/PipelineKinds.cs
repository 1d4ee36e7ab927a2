namespace Gantry.Pipelines;

/// <summary>What pipelines tell the journal. The data of a run's beginning and end is an OpenLineage event.</summary>
internal static class PipelineKinds
{
    public static readonly EntryKind RunStarted = new("pipelines.run_started", "A run began. Data: an OpenLineage event START with run, job, inputs; cause, release, parameters.");
    public static readonly EntryKind RunEnded = new("pipelines.run_ended", "A run ended. Data: an OpenLineage event COMPLETE, FAIL or ABORT with run, job, inputs, outputs; verdict, reason.");
    public static readonly EntryKind StepFailed = new("pipelines.step_failed", "A step said no or broke, and is not tried again. Data: step, verdict, reason, attempts.");
    public static readonly EntryKind StepAsks = new("pipelines.step_asks", "A step waits for a person's answer. Data: step, question.");
    public static readonly EntryKind StepAnswered = new("pipelines.step_answered", "Somebody answered a step's question. Data: step, answer, reason.");
    public static readonly EntryKind RunCancelled = new("pipelines.run_cancelled", "Somebody stopped a run. Data: reason.");

    public static IReadOnlyList<EntryKind> All { get; } = [RunStarted, RunEnded, StepFailed, StepAsks, StepAnswered, RunCancelled];
}
