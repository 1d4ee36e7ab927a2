namespace Gantry.Api;

/// <summary>A hold: nothing deletes the products that it finds.</summary>
/// <param name="Filter">Which products, in the words of <c>$filter</c>.</param>
/// <param name="Until">When it ends by itself; null for never.</param>
/// <param name="State"><c>standing</c>, <c>expired</c> or <c>lifted</c>.</param>
public sealed record HoldView(
    Guid Id, string Mission, string Environment, string Filter, string Reason, string HeldBy, DateTimeOffset HeldAt, DateTimeOffset? Until,
    string State, DateTimeOffset? EndedAt, string? EndedBy, string? EndReason);

/// <summary>Holds products: one by its id, those of a name (a star stands for any letters), or those that a filter finds. One of the three is given.</summary>
/// <param name="Until">When the hold ends by itself; for ever when left out.</param>
public sealed record HoldRequest(string? Name = null, Guid? Product = null, string? Filter = null, string? Reason = null, DateTimeOffset? Until = null);

/// <summary>Lifts a hold.</summary>
public sealed record LiftRequest(string? Reason = null);

/// <summary>What retention deletes until a time, and what holds save from it.</summary>
/// <param name="Types">Each type that something is deleted or saved of.</param>
/// <param name="Products">A page of the products, those that go first at the beginning.</param>
/// <param name="Next">The place to ask for the following page from; null on the last.</param>
public sealed record RetentionPlanView(
    DateTimeOffset Until, IReadOnlyList<RetentionOfType> Types, IReadOnlyList<RetentionProduct> Products, string? Next);

/// <summary>What there is of one type in a plan.</summary>
/// <param name="Type">The type; null for products that no type recognised.</param>
/// <param name="Products">How many are deleted.</param>
/// <param name="HeldProducts">How many a hold saves.</param>
public sealed record RetentionOfType(string? Type, long Products, long Bytes, long HeldProducts, long HeldBytes);

/// <summary>A product whose retention ends.</summary>
/// <param name="HeldBy">The hold that saves it; null when it is deleted.</param>
public sealed record RetentionProduct(Guid Id, string Name, string? Type, long SizeBytes, DateTimeOffset EvictedAt, Guid? HeldBy);
