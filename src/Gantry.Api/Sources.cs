namespace Gantry.Api;

/// <summary>A source of an environment, and how it stands.</summary>
/// <param name="State"><c>waiting</c> for its next look, <c>failing</c> since it could not be looked at, or <c>stopped</c>.</param>
/// <param name="Since">Since when it is in this state.</param>
/// <param name="Fault">Why the last look failed; null when it did not.</param>
/// <param name="Node">The node that works it, or did last.</param>
/// <param name="ListedAt">The last whole look.</param>
/// <param name="NextAt">The next one.</param>
/// <param name="FilesListed">How many files the last whole look showed, wanted or not.</param>
/// <param name="FilesTaken">How many files were taken since the source was first declared.</param>
/// <param name="FilesWaiting">How many files are to be tried again.</param>
/// <param name="FilesFailed">How many files were put aside.</param>
public sealed record SourceView(
    string Name, string Kind, string Place, string State, DateTimeOffset Since, bool IsPaused, string? Fault, string? Node,
    DateTimeOffset? ListedAt, DateTimeOffset? NextAt, DateTimeOffset? TakenAt, long FilesListed, long FilesTaken, long BytesTaken,
    long FilesWaiting, long FilesFailed, long FilesQuarantined);

/// <summary>A file of a source, and what became of it.</summary>
/// <param name="State"><c>taken</c>, <c>later</c> (it is tried again at <paramref name="NextAt"/>), <c>failed</c> (put aside) or <c>quarantined</c>.</param>
/// <param name="Rounds">In how many rounds it has failed.</param>
public sealed record SourceFileView(
    string Path, long? SizeBytes, DateTimeOffset? ModifiedAt, string State, string? Reason, int Rounds, DateTimeOffset? NextAt,
    DateTimeOffset SeenAt, string? Product);

/// <summary>Which files are to be tried again: one, or all that were put aside.</summary>
public sealed record RetryRequest(string? Path);

/// <summary>How many files are tried again.</summary>
public sealed record RetryAnswer(long Files);
