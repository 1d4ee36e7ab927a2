namespace Gantry.Hub;

/// <summary>What is known of the products: finding and deleting them. Publishing is in <c>.Publishing</c>, how the doors ask in <c>.Asking</c>, what outlives its time in <c>.Retention</c>.</summary>
internal sealed partial class ProductCatalogue
{
    /// <summary>Deletes the newest product of a name and says why, unless it is held. The bytes go when nothing else names them.</summary>
    public Task<Result<Product>> DeleteAsync(string mission, string environment, string name, string cause, string by, CancellationToken ct) =>
        _database.WriteAsync<Result<Product>>(async work =>
        {
            var now = await work.StampAsync(ct);
            if (await FindAsync(work, mission, environment, name, ct) is not { } product)
                return HubFaults.NoSuchProduct($"'{name}' in {mission}/{environment}");
            if ((await HoldStore.StandingAsync(work, product.Scope, now, ct)).Of(product) is { } hold)
                return HoldFaults.Held(product, hold);
            await DeleteAsync(work, product, cause, by, ct);
            return product;
        }, ct);

    /// <summary>The newest product of a name.</summary>
    public Task<Product?> FindAsync(string mission, string environment, string name, CancellationToken ct) =>
        _database.ReadAsync(session => FindAsync(session, mission, environment, name, ct), ct);

    public Task<Product?> FindAsync(Guid id, CancellationToken ct) =>
        _database.ReadAsync(session => session.FirstAsync(
            $"select {ProductRows.Columns} from hub_product where id = {id}", ProductRows.Read, ct), ct);

    /// <summary>These products, those that there still are, within somebody else's unit.</summary>
    public static async Task<Dictionary<Guid, Product>> FindAllAsync(Session session, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        (await session.QueryAsync($"select {ProductRows.Columns} from hub_product where id in {ids.Select(id => id.ToString("D")).ToList()}", ProductRows.Read, ct))
            .ToDictionary(p => p.Id);

    /// <summary>The newest product of each name of one environment, by name, after a name.</summary>
    public Task<List<Product>> ListAsync(string mission, string environment, string? prefix, string after, int limit, CancellationToken ct) =>
        _database.ReadAsync(session => session.QueryAsync(
            $"""
             select {ProductRows.Columns} from hub_product
             where mission = {mission} and environment = {environment} and name > {after} and {BeginsWith(prefix)}
                 and not exists (select 1 from hub_product newer where newer.mission = hub_product.mission and newer.environment = hub_product.environment
                     and newer.name = hub_product.name and newer.version > hub_product.version)
             order by name limit {limit}
             """, ProductRows.Read, ct), ct);

    /// <summary>Which of these blobs a product names.</summary>
    public static async Task<IReadOnlyCollection<Digest>> NamedAsync(Session session, IReadOnlyCollection<Digest> candidates, CancellationToken ct) =>
        await session.QueryAsync(
            $"select distinct digest from hub_product where digest in {candidates.Select(d => d.Hex).ToList()}", row => row.Digest(0), ct);

    private static async Task<bool> DeleteAsync(UnitOfWork work, Product product, string cause, string by, CancellationToken ct)
    {
        var stamp = await work.StampAsync(ct);
        if (await work.ExecuteAsync($"delete from hub_product where number = {product.Number}", ct) == 0)
            return false;
        await work.ExecuteAsync(ProductRows.Delete(product, stamp, cause, by), ct);
        work.Tell(Entry.Of(HubKinds.ProductDeleted, product.Scope, product.Subject, by, new
        {
            product.Name, product.Type, sha256 = product.Blob.Digest.Hex, cause,
        }));
        return true;
    }

    private static Task<Product?> FindAsync(Session session, string mission, string environment, string name, CancellationToken ct) =>
        session.FirstAsync(
            $"""
             select {ProductRows.Columns} from hub_product
             where mission = {mission} and environment = {environment} and name = {name} order by version desc limit 1
             """, ProductRows.Read, ct);

    private static SqlText BeginsWith(string? prefix) =>
        string.IsNullOrEmpty(prefix) ? SqlText.Constant("1 = 1") : SqlText.Of($"(name >= {prefix} and name < {prefix + '\uffff'})");
}
