namespace Gantry.Api;

/// <summary>A file that comes in pieces: <c>open</c> while bytes are missing, <c>received</c> when all are there, then what a
/// put would have come to: <c>published</c>, <c>already_there</c>, <c>waiting</c>, <c>quarantined</c> or <c>refused</c>.</summary>
/// <param name="OffsetBytes">How many of the bytes are kept; the next piece begins there.</param>
/// <param name="ExpiresAt">When it is forgotten; each piece puts that off.</param>
/// <param name="Sha256">The bytes that came; a product that was packed on the way has others.</param>
/// <param name="Product">The name of the product it became, or was already.</param>
/// <param name="Arrival">The arrival it is while it waits.</param>
/// <param name="Why">Why it is still <c>received</c> after a first attempt.</param>
/// <param name="Problem">Why it was refused.</param>
public sealed record UploadView(
    Guid Id, string Mission, string Environment, string Name, string State, long SizeBytes, long OffsetBytes,
    DateTimeOffset BegunAt, DateTimeOffset ExpiresAt, string? Sha256, string? Product, Guid? Arrival, string? Why, Problem? Problem);
