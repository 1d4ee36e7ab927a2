namespace Gantry.Api;

/// <summary>A file's whole story, in order.</summary>
/// <param name="Products">The products that it is or was: one for each version, and those that were deleted.</param>
/// <param name="Steps">What happened to it, the oldest first.</param>
/// <param name="IsCut">Whether there is more than is shown.</param>
public sealed record TraceView(
    string Asked, string Mission, string Environment, IReadOnlyList<TracedProduct> Products, IReadOnlyList<TraceStep> Steps, bool IsCut);

/// <summary>A product that a file became.</summary>
/// <param name="State"><c>published</c> or <c>deleted</c>.</param>
/// <param name="HeldBy">The hold that keeps it from being deleted.</param>
public sealed record TracedProduct(
    Guid Id, string Name, int Version, string? Type, string Sha256, long? SizeBytes, string State, DateTimeOffset PublishedAt,
    DateTimeOffset? EvictedAt, DateTimeOffset? DeletedAt, Guid? HeldBy);

/// <summary>One thing that happened to a file.</summary>
/// <param name="What">What kind of thing: a word that stays the same.</param>
/// <param name="By">Who or what did it.</param>
/// <param name="Words">The rest, for people.</param>
/// <param name="Product">The product it happened to, where it is known.</param>
/// <param name="Sequence">Its place in the journal, where it stands there.</param>
public sealed record TraceStep(DateTimeOffset At, string What, string By, string Words, Guid? Product, long? Sequence);
