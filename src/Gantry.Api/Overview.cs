namespace Gantry.Api;

/// <summary>Every environment the caller may see, and what of it needs somebody.</summary>
/// <param name="FirstHour">When the first hour of each series began.</param>
public sealed record OverviewView(DateTimeOffset At, DateTimeOffset FirstHour, IReadOnlyList<OverviewEnvironmentView> Environments, IReadOnlyList<MatterView> NeedsSomebody);

/// <summary>An environment at a glance.</summary>
/// <param name="Health"><c>empty</c> (no release stands there), <c>well</c>, <c>attention</c> or <c>urgent</c>, after what needs somebody there.</param>
/// <param name="Late">How many types are late or missing.</param>
/// <param name="Quarantined">How many files wait in quarantine.</param>
/// <param name="Series">How often something happened in each hour: <c>arrivals</c>, <c>runs</c>, <c>failed_runs</c>.</param>
public sealed record OverviewEnvironmentView(
    string Mission, string Description, string Environment, string? Release, DateTimeOffset? Since, string? By, string? HoldReason, string Health,
    long Late, long Quarantined, IReadOnlyDictionary<string, IReadOnlyList<long>> Series);

/// <summary>Something that waits for a person.</summary>
/// <param name="What">What kind of thing: <c>environment_held</c>, <c>quarantine</c>, <c>late</c>, <c>source_failing</c>, <c>deliveries_dead</c>, <c>step_asks</c> or <c>run_failed</c>.</param>
/// <param name="Subject">What it is about, by name: a source, a route, a type, a run.</param>
public sealed record MatterView(string? Mission, string? Environment, string What, string Subject, string Words, long Count, DateTimeOffset? Since, bool IsUrgent);
