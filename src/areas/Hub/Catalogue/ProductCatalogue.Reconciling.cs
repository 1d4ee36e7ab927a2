namespace Gantry.Hub;

/// <summary>What a comparison with the lake, the sources and the indexes asks.</summary>
internal sealed partial class ProductCatalogue
{
    private const int LookedUpAtOnce = 100;

    /// <summary>The products of an environment, every version of each, in the order of publication.</summary>
    public Task<List<Product>> InOrderAsync(Scope scope, long after, int limit, CancellationToken ct) =>
        _database.ReadAsync(session => session.QueryAsync(
            $"""
             select {ProductRows.Columns} from hub_product
             where mission = {scope.Mission} and environment = {scope.Environment} and number > {after} order by number limit {limit}
             """, ProductRows.Read, ct), ct);

    /// <summary>Which of these products there are, or were until they were deleted.</summary>
    public Task<HashSet<Guid>> KnownAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var wanted = ids.Select(id => id.ToString("D")).Distinct().ToList();
        return _database.ReadAsync(async session => (await session.QueryAsync(
            $"select id from hub_product where id in {wanted} union all select id from hub_deleted where id in {wanted}", row => row.Id(0), ct)).ToHashSet(), ct);
    }

    /// <summary>Attributes by which their products should be found and are not.</summary>
    public async Task<IReadOnlyList<UnfoundAttribute>> UnfoundAsync(IReadOnlyList<Product> products, CancellationToken ct)
    {
        var borne = new List<UnfoundAttribute>();
        foreach (var product in products)
        {
            var numbers = await _attributeNames.NumbersAsync(product.Metadata.Attributes, ct);
            borne.AddRange(product.Metadata.Attributes.Select((a, i) => new UnfoundAttribute(product, a, numbers[i])));
        }
        var found = await _database.ReadAsync(async session =>
        {
            var rows = new HashSet<(long, string, long)>();
            foreach (var some in borne.Chunk(LookedUpAtOnce))
                rows.UnionWith(await session.QueryAsync(
                    $"""
                     select attribute, value, product from hub_attribute
                     where (attribute, value, product) in (values {SqlText.Join(", ", some.Select(b => b.Row))})
                     """, row => (row.Number(0), row.Text(1), row.Number(2)), ct));
            return rows;
        }, ct);
        return [.. borne.Where(b => !found.Contains((b.Number, b.Attribute.Value.SortKey(), b.Product.Number)))];
    }

    /// <summary>Has a product found by these of its attributes, unless it was deleted meanwhile.</summary>
    public static async Task<bool> IndexAsync(UnitOfWork work, IReadOnlyList<UnfoundAttribute> unfound, CancellationToken ct)
    {
        // Deletions hold the stamp too, so none comes between the look and the writing.
        await work.StampAsync(ct);
        if (await work.FirstAsync($"select 1 from hub_product where number = {unfound[0].Product.Number}", row => row.Number(0), ct) == 1)
            await work.ExecuteAsync(
                $"insert into hub_attribute (attribute, value, product) values {SqlText.Join(", ", unfound.Select(u => u.Row))} on conflict do nothing", ct);
        return true;
    }
}

/// <summary>An attribute by which its product should be found.</summary>
/// <param name="Number">The number of its name and type.</param>
internal sealed record UnfoundAttribute(Product Product, ProductAttribute Attribute, long Number)
{
    public SqlText Row => SqlText.Of($"({Number}, {Attribute.Value.SortKey()}, {Product.Number})");
}
