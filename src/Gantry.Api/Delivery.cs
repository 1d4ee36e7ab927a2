namespace Gantry.Api;

/// <summary>A mission and what stands in its environments.</summary>
public sealed record MissionView(string Name, string Description, IReadOnlyList<EnvironmentView> Environments);

/// <summary>An environment: the release it points at, since when and by whom, and whether the pointer is held.</summary>
public sealed record EnvironmentView(
    string Name, string? Release, DateTimeOffset? Since, string? By, bool IsHeld, string? HoldReason, long Version);

/// <summary>A release: an immutable set of files, named by the digest of its list.</summary>
public sealed record ReleaseView(
    string Id, string Mission, DateTimeOffset CreatedAt, string CreatedBy, int Files, long SizeBytes, IReadOnlyList<string> StandsIn);

/// <summary>One file of a release.</summary>
public sealed record ReleaseFileView(string Path, string Sha256, long SizeBytes);

/// <summary>What an apply did: the release, and whether it was new and moved dev.</summary>
public sealed record AppliedView(ReleaseView Release, bool IsNew, bool MovedDev, DifferenceView Difference);

/// <summary>What a folder would do when applied.</summary>
public sealed record PlanView(string Mission, string Release, string? Standing, bool IsNew, DifferenceView Difference, string? Blocked);

/// <summary>How one release differs from another.</summary>
public sealed record DifferenceView(IReadOnlyList<FileChangeView> Changes);

/// <summary>One file that differs: <c>added</c>, <c>removed</c> or <c>changed</c>.</summary>
public sealed record FileChangeView(string Path, string Change, long? OldSizeBytes, long? NewSizeBytes);

/// <summary>Moves a release up one rung. <see cref="Release"/> must stand on the rung below; null takes what stands there.
/// <see cref="Expected"/> is what the caller believes stands in the target now, <c>none</c> for nothing; null does not check.</summary>
public sealed record PromoteRequest(string? Release = null, string? Expected = null, bool LiftHold = false, string? Reason = null);

/// <summary>Moves an environment back to an earlier release and holds it there.</summary>
public sealed record RollbackRequest(string? To = null, string? Reason = null);

/// <summary>What a move of a pointer did.</summary>
public sealed record MovedView(string Mission, EnvironmentView Environment, string? From, bool Moved);

/// <summary>One time a release stood somewhere.</summary>
public sealed record StandingView(string Release, DateTimeOffset Since, string By, string How);
