using System.Data.Common;
using Gantry.OData;

namespace Gantry.Hub;

/// <summary>What is asked of the catalogue by the doors.</summary>
internal sealed partial class ProductCatalogue
{
    // What fewer products have in common is where to begin, whatever the order; of more it is cheaper to look at products in order.
    private const int Few = 20_000;

    /// <summary>Puts a filter into words that the database understands. Throws <see cref="UnservedFilterException"/> for what is not served.</summary>
    public async Task<ProductQuestion> QuestionAsync(FilterNode? filter, SqlText visible, CancellationToken ct)
    {
        var names = ProductQuestion.AttributesOf(filter).Distinct().ToList();
        var directory = names.Count == 0 ? AttributeDirectory.Empty : new(await _database.ReadAsync(session => session.QueryAsync(
            $"select id, name, kind from hub_attribute_name where name in {names}",
            row => new KnownAttribute(row.Number(0), row.Text(1), Enum.Parse<AttributeKind>(row.Text(2))), ct), ct));
        return ProductQuestion.Of(filter, visible, directory, _database.Dialect);
    }

    /// <summary>A page, in an order.</summary>
    public Task<List<Product>> QueryAsync(ProductQuestion question, ProductOrder order, int top, long skip, CancellationToken ct) =>
        _database.ReadAsync(async session =>
        {
            var where = order.After is { } after ? SqlText.Of($"{question.Where} and {after}") : question.Where;
            var driver = await DriverAsync(session, question.Drivers, order.IsByNumber, ct);
            var inner = driver is not null && order.IsByNumber ? order.ByOf(SqlText.Constant("driver.product")) : order.By;
            // The rows themselves are fetched last: what is skipped is only counted.
            return await session.QueryAsync(
                $"""
                 select {ProductRows.Columns} from
                     (select hub_product.number as place from {From(driver)} where {Joined(driver)}{where} order by {inner} limit {top} offset {skip}) page
                 cross join hub_product where hub_product.number = page.place order by {order.By}
                 """, ProductRows.Read, ct);
        }, ct);

    public Task<long> CountAsync(ProductQuestion question, CancellationToken ct) =>
        _database.ReadAsync(async session =>
        {
            if (question.Tally is { } tally)
                return await CountByTallyAsync(session, question, tally, ct);
            var driver = await DriverAsync(session, question.Drivers, isByNumber: false, ct);
            return await CountAsync(session, driver, question.Where, ct);
        }, ct);

    /// <summary>How many products of each kind there are.</summary>
    public Task<List<(TallyKind Kind, long Products)>> KindsAsync(ProductQuestion question, CancellationToken ct) =>
        _database.ReadAsync(async session =>
        {
            if (question.Tally is { } tally && tally.Window == Window.Always)
                return await session.QueryAsync(
                    $"select product_type, platform, serial, cast(sum(products) as bigint) from hub_tally where {tally.Where} group by 1, 2, 3", ReadKind, ct);
            var driver = await DriverAsync(session, question.Drivers, isByNumber: false, ct);
            return await session.QueryAsync(
                $"select product_type, platform, serial, count(*) from {From(driver)} where {Joined(driver)}{question.Where} group by 1, 2, 3", ReadKind, ct);
        }, ct);

    /// <summary>The newest products of a type, newest first.</summary>
    public Task<List<Product>> NewestOfAsync(Scope scope, string type, DateTimeOffset? since, DateTimeOffset? until, int limit, CancellationToken ct) =>
        _database.ReadAsync(session => session.QueryAsync(
            $"""
             select {ProductRows.Columns} from hub_product
             where mission = {scope.Mission} and environment = {scope.Environment} and type = {type} and published_at >= {since ?? DateTimeOffset.UnixEpoch} and published_at < {until ?? DateTimeOffset.MaxValue}
             order by number desc limit {limit}
             """, ProductRows.Read, ct), ct);

    /// <summary>The newest product of each of these names, where the caller may see it.</summary>
    public Task<List<Product>> NamedAsync(IReadOnlyCollection<string> names, SqlText visible, CancellationToken ct) =>
        _database.ReadAsync(session => session.QueryAsync(
            $"""
             select {ProductRows.Columns} from hub_product
             where name in {names} and {visible} and not exists (select 1 from hub_product newer where newer.mission = hub_product.mission
                 and newer.environment = hub_product.environment and newer.name = hub_product.name and newer.version > hub_product.version)
             order by number
             """, ProductRows.Read, ct), ct);

    /// <summary>The quicklooks of these products.</summary>
    public Task<Quicklooks> QuicklooksAsync(IReadOnlyCollection<Product> products, CancellationToken ct) =>
        _database.ReadAsync(async session =>
        {
            var names = products.Select(p => p.Name).Distinct().ToList();
            return Quicklooks.Of(await session.QueryAsync(
                $"""
                 select {ProductRows.Columns} from hub_attribute cross join hub_product
                 where attribute = (select id from hub_attribute_name where name = {Quicklooks.Attribute} and kind = 'S')
                     and value in {names} and hub_product.number = product
                 """, ProductRows.Read, ct));
        }, ct);

    // Whole days are in the tally; what sticks out of them at both ends is counted.
    private static async Task<long> CountByTallyAsync(Session session, ProductQuestion question, TallyQuestion tally, CancellationToken ct)
    {
        var (from, until) = (tally.Window.From, tally.Window.Until);
        var firstDay = from == long.MinValue ? long.MinValue : CeilingDay(from);
        var lastDay = until == long.MaxValue ? long.MaxValue : FloorDay(until);
        if (firstDay >= lastDay)
            return await CountAsync(session, null, question.Where, ct);
        var count = await session.FirstAsync(
            $"select cast(coalesce(sum(products), 0) as bigint) from hub_tally where {tally.Where} and day >= {firstDay} and day < {lastDay}", row => row.Number(0), ct);
        if (from != long.MinValue && from < firstDay * Tally.DayMilliseconds)
            count += await CountInAsync(session, question, new(from, firstDay * Tally.DayMilliseconds), ct);
        if (until != long.MaxValue && lastDay * Tally.DayMilliseconds < until)
            count += await CountInAsync(session, question, new(lastDay * Tally.DayMilliseconds, until), ct);
        return count;
    }

    private static (TallyKind Kind, long Products) ReadKind(DbDataReader row) =>
        (new(row.TextOrNull(0) ?? "", row.TextOrNull(1) ?? "", row.TextOrNull(2) ?? ""), row.Number(3));

    private static Task<long> CountInAsync(Session session, ProductQuestion question, Window edge, CancellationToken ct) =>
        CountAsync(session, null, SqlText.Of($"{question.Where} and {SqlText.Join(" and ", edge.Bounds())}"), ct);

    private static Task<long> CountAsync(Session session, Driver? driver, SqlText where, CancellationToken ct) =>
        session.FirstAsync($"select count(*) from {From(driver)} where {Joined(driver)}{where}", row => row.Number(0), ct);

    // The engines guess how many products bear a value; looking is cheap and certain.
    private static async Task<Driver?> DriverAsync(Session session, IReadOnlyList<Driver> drivers, bool isByNumber, CancellationToken ct)
    {
        var (best, fewest) = ((Driver?)null, Few);
        var (sparsest, widest) = ((Driver?)null, 0.0);
        foreach (var driver in drivers)
        {
            var inOrder = SqlText.Constant(driver.IsOrdered ? " order by product" : "");
            var (count, last) = await session.FirstAsync(
                $"select count(*), max(product) from (select product from ({driver.Products}) found{inOrder} limit {fewest}) looked", row => ((int)row.Number(0), row.NumberOrNull(1) ?? 0), ct);
            if (count < fewest)
                (best, fewest) = (driver, count);
            else if (driver.IsOrdered && (double)last / count > widest)
                (sparsest, widest) = (driver, (double)last / count);
        }
        // Of long ones in order, the one whose products lie furthest apart fills a page with the fewest looks.
        return best ?? (isByNumber ? sparsest : null);
    }

    // A cross join is done in the order it is written by SQLite, and in whichever is best by PostgreSQL, which keeps statistics.
    private static SqlText From(Driver? driver) => driver is null
        ? SqlText.Constant("hub_product")
        : SqlText.Of($"({driver.Products}) driver cross join hub_product");

    private static SqlText Joined(Driver? driver) => SqlText.Constant(driver is null ? "" : "hub_product.number = driver.product and ");

    private static long CeilingDay(long milliseconds) => -FloorDay(-milliseconds);

    private static long FloorDay(long milliseconds) => (long)Math.Floor((double)milliseconds / Tally.DayMilliseconds);
}
