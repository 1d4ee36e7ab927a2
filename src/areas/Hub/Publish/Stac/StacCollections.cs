namespace Gantry.Hub;

/// <summary>A collection and since when there is something in it.</summary>
/// <param name="From">When its first item begins; null for "from the beginning".</param>
internal sealed record StacCollection(CollectionId Id, long Products, DateTimeOffset? From);

/// <summary>The collections there are, from the tally.</summary>
internal sealed class StacCollections(IDatabase database)
{
    public const int PageSize = 500;

    /// <summary>Collections by id, after one.</summary>
    public Task<List<StacCollection>> ListAsync(SqlText visible, CollectionId? after, CancellationToken ct) => FindAsync(
        after is null ? visible : SqlText.Of($"{visible} and (mission, environment, product_type) > ({after.Mission}, {after.Environment}, {after.ProductType})"), ct);

    public async Task<StacCollection?> FindAsync(CollectionId id, SqlText visible, CancellationToken ct) => (await FindAsync(
        SqlText.Of($"{visible} and mission = {id.Mission} and environment = {id.Environment} and product_type = {id.ProductType}"), ct)).FirstOrDefault();

    // The earliest beginning is the first entry of an index, so each collection costs one look.
    private Task<List<StacCollection>> FindAsync(SqlText where, CancellationToken ct) => database.ReadAsync(session => session.QueryAsync(
        $"""
         select mission, environment, product_type, products, first_day, (select min(valid_from) from hub_product
             where hub_product.mission = kinds.mission and hub_product.environment = kinds.environment and hub_product.product_type = kinds.product_type)
         from (select mission, environment, product_type, cast(sum(products) as bigint) as products, min(day) as first_day
               from hub_tally where {where} group by mission, environment, product_type having sum(products) > 0) kinds
         order by mission, environment, product_type limit {PageSize}
         """,
        row => new StacCollection(
            new(row.Text(0), row.Text(1), row.Text(2)), row.Number(3),
            row.NumberOrNull(5) is { } from and not Validity.NoneFrom ? Validity.Read(from) : DateTimeOffset.FromUnixTimeMilliseconds(row.Number(4) * Tally.DayMilliseconds)),
        ct), ct);
}
