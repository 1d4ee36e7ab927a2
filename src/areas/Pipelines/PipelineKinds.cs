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
    public static readonly EntryKind BatchStarted = new("pipelines.batch_started", "Somebody began a batch of runs. Data: pipeline, kind, total, release.");
    public static readonly EntryKind BatchEnded = new("pipelines.batch_ended", "A batch of runs ended. Data: pipeline, kind, state, runs, reason.");
    public static readonly EntryKind PipelinePaused = new("pipelines.pipeline_paused", "Somebody paused a pipeline: what it starts by itself waits. Data: pipeline, reason.");
    public static readonly EntryKind PipelineResumed = new("pipelines.pipeline_resumed", "Somebody let a pipeline go on. Data: pipeline.");
    public static readonly EntryKind NodeDrained = new("pipelines.node_drained", "Somebody drained a node: it takes no more steps. Data: node, reason.");
    public static readonly EntryKind NodeRefilled = new("pipelines.node_refilled", "Somebody let a node take steps again. Data: node.");

    public static IReadOnlyList<EntryKind> All { get; } = [RunStarted, RunEnded, StepFailed, StepAsks, StepAnswered, RunCancelled, BatchStarted, BatchEnded, PipelinePaused, PipelineResumed, NodeDrained, NodeRefilled];
}
