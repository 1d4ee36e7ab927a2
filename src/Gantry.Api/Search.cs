namespace Gantry.Api;

/// <summary>How many products a filter finds, and how they divide.</summary>
public sealed record FacetsView(long Count, IReadOnlyList<FacetView> Facets);

/// <summary>An attribute, and how many products bear each of its values, the most frequent first.</summary>
/// <param name="Attribute">As a filter names it: <c>productType</c>.</param>
/// <param name="IsCut">Whether there are more values than are listed.</param>
public sealed record FacetView(string Attribute, IReadOnlyList<FacetValueView> Values, bool IsCut);

/// <summary>A value and its products.</summary>
/// <param name="Value">Null for products without the attribute.</param>
public sealed record FacetValueView(string? Value, long Count);

/// <summary>A type of products that the release in an environment declares.</summary>
/// <param name="Pattern">What the names of its products are like, as a regular expression.</param>
/// <param name="Newest">The name of its newest product; null when there is none.</param>
public sealed record TypeView(string Name, string Pattern, string ContentType, string? Newest, long? NewestBytes, DateTimeOffset? NewestAt);

/// <summary>What came of each type on each day.</summary>
/// <param name="FirstDay">The first day of each row, in UTC; today is the last.</param>
public sealed record CompletenessView(DateOnly FirstDay, int Days, IReadOnlyList<CompletenessRow> Types);

/// <summary>A type's days.</summary>
/// <param name="Expected">How many are to come: <c>14/day</c>; null when that was not said.</param>
/// <param name="TimelinessSeconds">How soon after its origin such a product is to be published; null when that was not said.</param>
/// <param name="WatchedSince">Since when the type is watched by its present rule.</param>
public sealed record CompletenessRow(string Type, string? Expected, double? TimelinessSeconds, DateTimeOffset? WatchedSince, IReadOnlyList<CompletenessCell> Cells);

/// <summary>A type's day.</summary>
/// <param name="Due">How many had to come within the time it was watched; null where none are expected.</param>
/// <param name="State"><c>none</c> (nothing came and nothing was due), <c>complete</c>, <c>late</c> or <c>missing</c>.</param>
public sealed record CompletenessCell(long Published, long Late, long? Due, long? Missing, string State);
