namespace Gantry.Api;

/// <summary>A product: an immutable file in a mission's environment.</summary>
public sealed record ProductView(
    Guid Id, string Mission, string Environment, string Name, string? Type, long SizeBytes, string Sha256, string Md5,
    DateTimeOffset PublishedAt, DateTimeOffset? EvictedAt, string PutBy);
