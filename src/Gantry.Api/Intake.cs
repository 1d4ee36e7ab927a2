namespace Gantry.Api;

/// <summary>An arrival that had to wait, and what became of it: <c>waiting</c>, <c>published</c>, <c>already_there</c>,
/// <c>quarantined</c> or <c>taken_apart</c>.</summary>
/// <param name="Why">Why it waits, the product's name, or why it was refused.</param>
/// <param name="Product">The product it became, where it became one.</param>
public sealed record ArrivalView(
    Guid Id, string Mission, string Environment, string Name, string State, string Why, string Sha256, long SizeBytes,
    string? Source, string SentBy, string? Parent, DateTimeOffset ArrivedAt, DateTimeOffset? DecidedAt, Guid? Product);

/// <summary>A refused file; without a digest nothing was kept of its bytes.</summary>
/// <param name="Code">The fault it was refused with; see docs/reference/faults.md.</param>
/// <param name="Reason">The evidence.</param>
public sealed record QuarantinedView(
    Guid Id, string Mission, string Environment, string Name, string Code, string Reason, string? Sha256, string? Md5, long SizeBytes,
    string? Source, string SentBy, string? Parent, DateTimeOffset ArrivedAt, DateTimeOffset RefusedAt);

/// <summary>Hands a refused file back to the intake: under another type or name, or accepting what the scan says.</summary>
public sealed record ReleaseRequest(string? Type = null, string? Name = null, bool AcceptRisk = false, string? Reason = null);
