using Gantry.Geo;
using Gantry.OData;

namespace Gantry.Hub;

/// <summary>What is searched for.</summary>
internal sealed record StacSearch
{
    public const int LargestPage = 1000;

    public IReadOnlyList<CollectionId>? Collections { get; init; }

    public IReadOnlyList<Guid>? Ids { get; init; }

    /// <summary>The area that items meet.</summary>
    public Plane? Area { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Until { get; init; }

    public bool HasTime { get; init; }

    /// <summary>What is asked of properties.</summary>
    public FilterNode? Filter { get; init; }

    public ProductOrder Order { get; init; } = ProductOrder.ByPublication;

    public int Limit { get; init; } = 10;

    /// <summary>The page, and whether there is another one.</summary>
    public async Task<(IReadOnlyList<Product> Page, string? Next)> RunAsync(ProductCatalogue catalogue, SqlText visible, Dialect dialect, CancellationToken ct)
    {
        if (Collections is { Count: 0 } || Ids is { Count: 0 })
            return ([], null);
        var question = await catalogue.QuestionAsync(Whole(), visible, ct);
        question = question with { Where = SqlText.Join(" and ", [question.Where, .. Conditions(dialect)]) };
        // One more than asked for tells whether a next page is worth a link.
        var found = await catalogue.QueryAsync(question, Order, Limit + 1, 0, ct);
        return found.Count > Limit ? ([.. found.Take(Limit)], Order.TokenOf(found[Limit - 1])) : (found, null);
    }

    private FilterNode? Whole()
    {
        var ids = Ids is { } wanted ? new In(new Property("Id"), [.. wanted.Select(id => new GuidLiteral(id))]) : null;
        return ids is null ? Filter : Filter is null ? ids : new And(ids, Filter);
    }

    private IEnumerable<SqlText> Conditions(Dialect dialect)
    {
        if (Collections is { } collections)
            yield return SqlText.Of($"({SqlText.Join(" or ", collections.Select(c => c.Condition))})");
        if (Area is { } area)
            yield return GroundCondition.Write(Relation.Intersects, area, dialect);
        if (HasTime)
        {
            var (from, until) = (From?.ToUnixTimeMilliseconds() ?? Validity.FromTheBeginning, Until?.ToUnixTimeMilliseconds() ?? Validity.WithoutEnd);
            // An item without a validity is of the time it was published at, as its datetime says.
            yield return SqlText.Of(
                $"""
                 ((valid_from <= {until} and valid_until >= {from})
                     or (valid_from = {Validity.NoneFrom} and published_at >= {from} and published_at <= {until}))
                 """);
        }
    }
}
