namespace Gantry.Pipelines;

internal enum RunState
{
    /// <summary>Its inputs are about to be looked up.</summary>
    Queued,
    /// <summary>Others of its group go first.</summary>
    Waiting,
    Going,
    Passed,
    /// <summary>A step said no.</summary>
    Failed,
    /// <summary>A step broke.</summary>
    Errored,
    Cancelled,
    /// <summary>Its group was full, and does not wait.</summary>
    Dropped,
}

/// <summary>What started a run.</summary>
internal enum RunCause { Hand, Product, Products, Times, Webhook, Fresh, Backfill, Replay, Shadow, Again, Reproduce }

/// <summary>One execution of a pipeline.</summary>
/// <param name="Because">What it was, as JSON: the products, the time, the run it repeats.</param>
/// <param name="Team">The group whose runs go on a few at a time.</param>
internal sealed record Run(
    Guid Id, Scope Scope, string Pipeline, Digest Release, RunState State, RunCause Cause, string Because,
    IReadOnlyDictionary<string, string> Parameters, string Principal, int Priority, string? Team, DateTimeOffset CreatedAt)
{
    /// <summary>The batch it is one of.</summary>
    public Guid? Batch { get; init; }
    public long Open { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? Reason { get; init; }

    public string Mission => Scope.Mission!;
    public string Environment => Scope.Environment!;
    public string Subject => $"runs/{Id}";
    public bool HasEnded => State >= RunState.Passed;

    /// <summary>The time as of which it reads; null for what is there now.</summary>
    public DateTimeOffset? AsOf => Pipelines.Because.Read(Because).AsOf;

    public DateTimeOffset Moment => AsOf ?? CreatedAt;
}

internal enum StepState
{
    Waiting,
    /// <summary>Nothing is missing but a free place.</summary>
    Ready,
    Running,
    /// <summary>A person is asked.</summary>
    Asking,
    /// <summary>It fanned out, and waits for all of its parts.</summary>
    Fanned,
    Passed,
    Failed,
    Errored,
    Skipped,
    Cancelled,
}

/// <summary>A step of a run as the state keeps it.</summary>
/// <param name="Name">Its name in the run: the step's, with a number in brackets where it is one of many.</param>
/// <param name="Item">What this one of many is for, as JSON.</param>
internal sealed record RunStep(Guid Run, string Name, string Step, string? Parent, long Place, string? Item, StepState State)
{
    public long Open { get; init; }
    public long Bad { get; init; }
    public long Broken { get; init; }
    public long Transient { get; init; }
    public long Refused { get; init; }
    public long Attempts { get; init; }
    public string? CacheKey { get; init; }
    public string? TakenFrom { get; init; }
    public double? Progress { get; init; }
    public string? ProgressNote { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? Reason { get; init; }

    public bool HasEnded => State >= StepState.Passed;
}

/// <summary>A file that a step reads or made.</summary>
internal sealed record StepFile(string Name, Blob Blob, Guid? Product = null);
