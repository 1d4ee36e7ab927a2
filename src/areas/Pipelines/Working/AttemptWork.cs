namespace Gantry.Pipelines;

/// <summary>Everything an attempt needs to begin, as it was read when it was claimed.</summary>
internal sealed record AttemptWork(WorkClaim Claim, Run Run, RunPlan Plan, RunStep Row, Attempt Attempt, StepSituation Situation, string? Trigger, string Parts)
{
    public Step Step => Plan[Row.Step];

    public StepItem? Item => StepItem.Read(Row.Item);
}

/// <summary>What came of an attempt, before the state is told.</summary>
internal sealed record AttemptEnd(AttemptState State, string? Reason, StepExit? Exit, IReadOnlyList<MadeFile> Made)
{
    /// <summary>Who ran it; empty where nobody did.</summary>
    public string Runner { get; init; } = "";

    public static AttemptEnd Broken(string reason, StepExit? exit = null) => new(AttemptState.Errored, reason, exit, []);
}
