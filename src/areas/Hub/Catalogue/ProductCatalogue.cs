using System.Data.Common;

namespace Gantry.Hub;

/// <summary>What is known of the products. The only class that knows the tables.</summary>
internal sealed class ProductCatalogue(IDatabase database)
{
    /// <summary>
    /// Publishes a product whose bytes were put since <paramref name="since"/>, or finds the one that has its name already.
    /// </summary>
    /// <remarks>
    /// The time of publication is the unit's stamp, so a client that reads by it and remembers the last one misses nothing.
    /// </remarks>
    public Task<Result<Published>> PublishAsync(Product offered, TimeSpan? retention, DateTimeOffset since, CancellationToken ct) =>
        database.WriteAsync<Result<Published>>(async work =>
        {
            if (await FindAsync(work, offered.Mission, offered.Environment, offered.Name, ct) is { } earlier)
                return Reconcile(earlier, offered);
            if (!await work.ReferAsync(offered.Blob.Digest, since, ct))
                return HubFaults.SweptMeanwhile(offered.Name);
            var stamp = await work.StampAsync(ct);
            var product = offered with { PublishedAt = stamp, EvictAt = stamp + retention };
            if (await InsertAsync(work, product, ct) == 0)
                return Reconcile((await FindAsync(work, offered.Mission, offered.Environment, offered.Name, ct))!, offered);
            work.Tell(Entry.Of(HubKinds.ProductPublished, new(product.Mission, product.Environment), product.Subject, product.PutBy, new
            {
                product.Name, product.Type, sha256 = product.Blob.Digest.Hex, product.Blob.SizeBytes, release = product.Release.Hex,
            }));
            return new Published(product, IsNew: true);
        }, ct);

    /// <summary>Deletes a product and says why; null when there is none. The bytes go when nothing else names them.</summary>
    public Task<Product?> DeleteAsync(string mission, string environment, string name, string cause, string by, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var product = await FindAsync(work, mission, environment, name, ct);
            return product is not null && await DeleteAsync(work, product, cause, by, ct) ? product : null;
        }, ct);

    /// <summary>Deletes what has outlived its retention, a page at a time; returns how many that were.</summary>
    public Task<int> EvictAsync(DateTimeOffset now, int limit, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            var late = await work.QueryAsync(
                $"select {_columns} from hub_product where evict_at <= {now} order by evict_at, id limit {limit}", Read, ct);
            foreach (var product in late)
                await DeleteAsync(work, product, $"its retention ended {product.EvictAt:yyyy-MM-ddTHH:mm:ssZ}", "retention", ct);
            return late.Count;
        }, ct);

    public Task<Product?> FindAsync(string mission, string environment, string name, CancellationToken ct) =>
        database.ReadAsync(session => FindAsync(session, mission, environment, name, ct), ct);

    public Task<Product?> FindAsync(Guid id, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync($"select {_columns} from hub_product where id = {id}", Read, ct), ct);

    /// <summary>These products, those that there still are, within somebody else's unit.</summary>
    public static async Task<Dictionary<Guid, Product>> FindAllAsync(Session session, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        (await session.QueryAsync($"select {_columns} from hub_product where id in {ids.Select(id => id.ToString("D")).ToList()}", Read, ct))
            .ToDictionary(p => p.Id);

    /// <summary>Products of one environment by name, after a name.</summary>
    public Task<List<Product>> ListAsync(string mission, string environment, string? prefix, string after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_columns} from hub_product
             where mission = {mission} and environment = {environment} and name > {after} and {BeginsWith(prefix)}
             order by name limit {limit}
             """, Read, ct), ct);

    /// <summary>A page of what a query of the OData door asks for.</summary>
    public Task<List<Product>> QueryAsync(ProductQuery query, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_columns} from hub_product where {query.Where}
             order by {query.OrderBy} limit {query.Top} offset {query.Skip}
             """, Read, ct), ct);

    public Task<long> CountAsync(SqlText where, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync($"select count(*) from hub_product where {where}", row => row.Number(0), ct), ct);

    /// <summary>Which of these blobs a product names.</summary>
    public static async Task<IReadOnlyCollection<Digest>> NamedAsync(Session session, IReadOnlyCollection<Digest> candidates, CancellationToken ct) =>
        await session.QueryAsync(
            $"select distinct digest from hub_product where digest in {candidates.Select(d => d.Hex).ToList()}", row => row.Digest(0), ct);

    private static Result<Published> Reconcile(Product earlier, Product offered) =>
        earlier.Blob.Digest == offered.Blob.Digest ? new Published(earlier, IsNew: false) : HubFaults.NameTaken(earlier, offered.Blob.Digest);

    private static async Task<bool> DeleteAsync(UnitOfWork work, Product product, string cause, string by, CancellationToken ct)
    {
        if (await work.ExecuteAsync($"delete from hub_product where id = {product.Id}", ct) == 0)
            return false;
        var stamp = await work.StampAsync(ct);
        await work.ExecuteAsync(
            $"""
             insert into hub_deleted values ({product.Id}, {product.Mission}, {product.Environment}, {product.Name},
                 {product.Blob.Digest}, {product.PublishedAt}, {stamp}, {cause}, {by})
             """, ct);
        work.Tell(Entry.Of(HubKinds.ProductDeleted, new(product.Mission, product.Environment), product.Subject, by, new
        {
            product.Name, product.Type, sha256 = product.Blob.Digest.Hex, cause,
        }));
        return true;
    }

    private static Task<int> InsertAsync(UnitOfWork work, Product p, CancellationToken ct) => work.ExecuteAsync(
        $"""
         insert into hub_product ({_columns}) values ({p.Id}, {p.Mission}, {p.Environment}, {p.Name}, {p.Type}, {p.Blob.Digest}, {p.Blob.Md5},
             {p.Blob.SizeBytes}, {p.PublishedAt}, {p.EvictAt}, {p.PutBy}, {p.Release})
         on conflict (mission, environment, name) do nothing
         """, ct);

    private static Task<Product?> FindAsync(Session session, string mission, string environment, string name, CancellationToken ct) =>
        session.FirstAsync(
            $"select {_columns} from hub_product where mission = {mission} and environment = {environment} and name = {name}", Read, ct);

    private static SqlText BeginsWith(string? prefix) =>
        string.IsNullOrEmpty(prefix) ? SqlText.Constant("1 = 1") : SqlText.Of($"(name >= {prefix} and name < {prefix + '\uffff'})");

    private static readonly SqlText _columns = SqlText.Constant(
        "id, mission, environment, name, type, digest, md5, size_bytes, published_at, evict_at, put_by, release");

    private static Product Read(DbDataReader row) => new(
        row.Id(0), row.Text(1), row.Text(2), row.Text(3), row.TextOrNull(4), new Blob(row.Digest(5), row.Text(6), row.Number(7)),
        row.Time(8), row.TimeOrNull(9), row.Text(10), row.Digest(11));
}
