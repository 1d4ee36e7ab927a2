namespace Gantry.Api;

/// <summary>A pipeline of the release that stands, and its last run.</summary>
public sealed record PipelineView(
    string Name, string Mission, string Environment, string? Description, string Release, IReadOnlyList<string> Starts, IReadOnlyList<ParameterView> Parameters, IReadOnlyList<string> Steps, RunView? LastRun, PauseView? Paused);

/// <summary>Why what a pipeline starts by itself waits.</summary>
public sealed record PauseView(string By, DateTimeOffset At, string Reason);

/// <summary>A node that does steps.</summary>
/// <param name="Places">How many steps it does at a time.</param>
/// <param name="Busy">How many it does now.</param>
public sealed record NodeView(
    string Name, long Places, long Busy, DateTimeOffset StartedAt, DateTimeOffset SeenAt, string? DrainedBy, DateTimeOffset? DrainedAt, string? Reason);

/// <summary>What whoever starts a run may say.</summary>
public sealed record ParameterView(string Name, string Kind, string? Default, string? Description);

/// <summary>A run: <c>queued</c>, <c>waiting</c> (for others of its group), <c>going</c>, <c>passed</c>, <c>failed</c> (a step said no), <c>errored</c> (a step broke), <c>cancelled</c> or <c>dropped</c>.</summary>
/// <param name="Cause">What started it: <c>hand</c>, <c>product</c>, <c>times</c> and so on.</param>
public sealed record RunView(
    Guid Id, string Pipeline, string Mission, string Environment, string Release, string State, string Cause, string Principal, IReadOnlyDictionary<string, string> Parameters,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Reason, Guid? Repeats, Guid? Batch);

/// <summary>Starts a run.</summary>
/// <param name="Products">Names of products that it is started with, as if they had just arrived.</param>
public sealed record StartRunRequest(IReadOnlyDictionary<string, string>? Parameters = null, IReadOnlyList<string>? Products = null);

/// <summary>What a run would do.</summary>
public sealed record RunForecastView(string Pipeline, string Release, IReadOnlyDictionary<string, string> Parameters, IReadOnlyList<StepForecastView> Steps);

/// <summary>What would become of a step: <c>done</c>, <c>taken</c> from before, <c>skipped</c>, <c>asked</c> of a person, or <c>open</c> until an earlier one is done.</summary>
/// <param name="TakenFrom">The run whose results would stand for it.</param>
public sealed record StepForecastView(string Step, string What, Guid? TakenFrom, string Why);

/// <summary>Does a run again with the same inputs.</summary>
/// <param name="From">The step from which on everything is done again; without it what did not pass is.</param>
public sealed record RepeatRunRequest(string? From = null);

/// <summary>Stops a run.</summary>
public sealed record StopRunRequest(string? Reason = null);

/// <summary>Answers what a step asks.</summary>
public sealed record AnswerRequest(bool Yes, string? Reason = null);

/// <summary>A step of a run: <c>waiting</c>, <c>ready</c>, <c>running</c>, <c>asking</c>, <c>fanned</c>, <c>passed</c>, <c>failed</c>, <c>errored</c>, <c>skipped</c> or <c>cancelled</c>.</summary>
/// <param name="TakenFrom">The run and step whose results stand for it, where it was not done again.</param>
/// <param name="Asks">What a person is asked.</param>
public sealed record RunStepView(
    string Name, string Step, string? Parent, IReadOnlyList<string> Needs, string State, long Attempts, double? Progress, string? ProgressNote, string? TakenFrom,
    DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Reason, string? Asks);

/// <summary>A file that a step made, and what became of its offer as a product.</summary>
public sealed record RunOutputView(string Step, string Output, string Name, string Sha256, long SizeBytes, string? OfferedAs, string? Type, string? Offer, Guid? Product, string? Reason);

/// <summary>One try of a step and what it used.</summary>
/// <param name="Runner">What ran it: <c>sandbox</c>, <c>podman</c>, <c>process</c>.</param>
public sealed record AttemptView(
    Guid Id, long Number, string Node, string Runner, string State, int? ExitCode, string? Reason, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, double? ProcessorSeconds,
    long? PeakMemoryBytes, long? ReadBytes, long? WrittenBytes, long LogBytes);

/// <summary>Words of a log, and the byte at which they begin.</summary>
public sealed record LogText(long From, string Text);

/// <summary>A product's relatives: the runs between them, and which run read or made which product.</summary>
public sealed record LineageView(Guid Product, string Name, IReadOnlyList<LineageRunView> Runs, IReadOnlyList<LineageLinkView> Links);

/// <summary>A run that made or read something of a lineage, and the release it was a run of.</summary>
public sealed record LineageRunView(Guid Id, string Pipeline, string Release, string State, DateTimeOffset CreatedAt, string Principal);

/// <summary>A product that a run made, or read.</summary>
/// <param name="Step">The step that made it or read it; empty for what started the run.</param>
public sealed record LineageLinkView(Guid Product, string Name, string? Type, Guid Run, string Step, bool IsMade);

/// <summary>An answer in a sentence.</summary>
public sealed record WhyView(string Sentence);
