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
public sealed record ComparedView(Guid Run, Guid Earlier, string Step, string Output, string Name, string Verdict, string Sentence, IReadOnlyList<string> Examples)
{
    /// <summary>Which of several files of the output it is.</summary>
    public long Place { get; init; }
}

/// <summary>How one output differs from what was made before.</summary>
/// <param name="Manner">As what they are compared: <c>bytes</c>, <c>text</c> or <c>table</c>.</param>
/// <param name="Before">What was made before; null when it was not.</param>
/// <param name="Now">What is made now; null when it is not.</param>
/// <param name="Differing">How many lines, rows or bytes both have and differ.</param>
/// <param name="OnlyBefore">How many lines, rows or bytes there were only before.</param>
/// <param name="Columns">Of tables: the columns that differ, those with the most rows first.</param>
/// <param name="Differences">The first of them, in order.</param>
/// <param name="IsCut">Whether there are more than are listed.</param>
public sealed record OutputDifferenceView(
    string Manner, bool IsSame, string Sentence, ComparedFileView? Before, ComparedFileView? Now, ComparedByView By, long Differing, long OnlyBefore, long OnlyNow,
    IReadOnlyList<ComparedColumnView> Columns, IReadOnlyList<string> ColumnsOnlyBefore, IReadOnlyList<string> ColumnsOnlyNow, IReadOnlyList<DifferentView> Differences, bool IsCut);

/// <summary>A file that a step made, and where it is.</summary>
/// <param name="Place">Which of several files of the output.</param>
/// <param name="Product">The product that it became; null when it became none.</param>
public sealed record ComparedFileView(string Environment, Guid Run, string Step, string Output, int Place, string Name, long SizeBytes, string Sha256, Guid? Product);

/// <summary>What may differ.</summary>
/// <param name="Key">The columns that say which rows belong together; by their order when empty.</param>
/// <param name="Tolerances">By column; <c>*</c> is every other one.</param>
public sealed record ComparedByView(IReadOnlyList<string> Key, IReadOnlyList<string> Ignored, IReadOnlyDictionary<string, ToleranceView> Tolerances);

/// <summary>How far two numbers may be apart; what either allows is allowed.</summary>
public sealed record ToleranceView(double Absolute, double Relative);

/// <summary>How much one column differs.</summary>
public sealed record ComparedColumnView(string Name, long Rows, double? LargestAbsolute, double? LargestRelative);

/// <summary>One difference: <c>changed</c>, <c>only_before</c> or <c>only_now</c>. Long values are cut.</summary>
/// <param name="BeforePlace">The line it is in, counted from 1; of bytes the offset.</param>
/// <param name="Key">Of a row with a key: its values.</param>
public sealed record DifferentView(string Kind, string Sentence, long? BeforePlace, long? NowPlace, IReadOnlyList<string> Key, string? Column, string? Before, string? Now);

/// <summary>Why somebody does something.</summary>
public sealed record ReasonRequest(string? Reason = null);
