namespace Gantry.Api;

/// <summary>Begins a batch of runs.</summary>
/// <param name="Kind"><c>backfill</c> (products that are there), <c>stale</c> (what another release made last), <c>replay</c> (a stretch of the past, in order), <c>repeat</c> (runs that did not pass), <c>shadow</c> (runs that passed, done beside and compared).</param>
/// <param name="From">The environment whose products or runs are taken; its own when left out.</param>
/// <param name="Filter">Which products, as a filter of the OData interface.</param>
/// <param name="Speed">Of a replay: how many times faster than it was. Without it, one after the other.</param>
/// <param name="Last">Of a shadow: only the last so many runs.</param>
/// <param name="ByStanding">Of a repeat: by the release that stands now, instead of each run's own.</param>
/// <param name="AtOnce">How many of its runs go on at a time.</param>
/// <param name="PerMinute">How many are begun in a minute.</param>
/// <param name="IsPreview">Only says how many it would be.</param>
/// <param name="IsFollowing">Of a shadow: takes the runs that pass from now on, until it is stopped.</param>
public sealed record BeginBatchRequest(
    string Kind, string? From = null, string? Filter = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null, double? Speed = null, int? Last = null, bool ByStanding = false,
    IReadOnlyDictionary<string, string>? Parameters = null, int? AtOnce = null, int? PerMinute = null, bool IsPreview = false,
    bool IsFollowing = false);

/// <summary>A batch: <c>going</c>, <c>paused</c>, <c>done</c>, <c>stopped</c> or <c>broken</c>.</summary>
/// <param name="Total">How many runs it will be.</param>
/// <param name="Placed">How many of them were made so far.</param>
/// <param name="Runs">How many of those are in which state.</param>
/// <param name="Compared">Of a shadow: how many outputs were found <c>same</c>, <c>different</c>, <c>added</c> or <c>missing</c>.</param>
/// <param name="SecondsLeft">How long it will take, if it goes on as so far.</param>
public sealed record BatchView(
    Guid Id, string Kind, string Mission, string Environment, string Pipeline, string Release, string Principal, string State, long Total, long Placed, IReadOnlyDictionary<string, long>? Runs,
    IReadOnlyDictionary<string, long>? Compared, double? SecondsLeft, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, string? Reason, bool IsFollowing = false);

/// <summary>An output of a run in shadow beside what was made before: <c>same</c>, <c>different</c>, <c>added</c> or <c>missing</c>.</summary>
/// <param name="Earlier">The run that made what it is compared with.</param>
/// <param name="Sentence">How they differ.</param>
/// <param name="Examples">The first differences.</param>
public sealed record ComparedView(Guid Run, Guid Earlier, string Step, string Output, string Name, string Verdict, string Sentence, IReadOnlyList<string> Examples);

/// <summary>Why somebody does something.</summary>
public sealed record ReasonRequest(string? Reason = null);
