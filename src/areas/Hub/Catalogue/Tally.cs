namespace Gantry.Hub;

/// <summary>What a product counts for: its kind, in the words of the Metrics entity.</summary>
internal readonly record struct TallyKind(string ProductType, string Platform, string Serial)
{
    public static TallyKind Of(Product product) => new(
        product.Metadata.Text("productType") ?? "", product.Metadata.Text("platformShortName") ?? "",
        product.Metadata.Text("platformSerialIdentifier") ?? "");
}

/// <summary>
/// Keeps count of what there is, in the unit of work that changes it. The unit holds the stamp by then, so nobody waits
/// longer than they would anyway.
/// </summary>
internal static class Tally
{
    public const long DayMilliseconds = 86_400_000;

    /// <summary>Counts products that were published in one go: one statement for each kind and day.</summary>
    public static IEnumerable<SqlText> Add(IEnumerable<Product> products) =>
        products.GroupBy(p => (p.Mission, p.Environment, Kind: TallyKind.Of(p), Day: Day(p))).Select(same =>
        {
            var (mission, environment, kind, day) = same.Key;
            var delays = same.Select(Delay).OfType<long>().ToList();
            return SqlText.Of(
                $"""
                 insert into hub_tally (mission, environment, product_type, platform, serial, day, products, bytes, timed, delay_sum, delay_least, delay_most)
                 values ({mission}, {environment}, {kind.ProductType}, {kind.Platform}, {kind.Serial}, {day}, {same.Count()}, {same.Sum(p => p.Blob.SizeBytes)},
                     {delays.Count}, {delays.Sum()}, {delays.DefaultIfEmpty(long.MaxValue).Min()}, {delays.DefaultIfEmpty(0).Max()})
                 on conflict (mission, environment, product_type, platform, serial, day) do update set
                     products = hub_tally.products + excluded.products, bytes = hub_tally.bytes + excluded.bytes, timed = hub_tally.timed + excluded.timed,
                     delay_sum = hub_tally.delay_sum + excluded.delay_sum,
                     delay_least = case when excluded.delay_least < hub_tally.delay_least then excluded.delay_least else hub_tally.delay_least end,
                     delay_most = case when excluded.delay_most > hub_tally.delay_most then excluded.delay_most else hub_tally.delay_most end
                 """);
        });

    /// <summary>How fast it was published stays counted: that has happened.</summary>
    public static SqlText Remove(Product product)
    {
        var kind = TallyKind.Of(product);
        return SqlText.Of(
            $"""
             update hub_tally set products = products - 1, bytes = bytes - {product.Blob.SizeBytes}
             where mission = {product.Mission} and environment = {product.Environment} and product_type = {kind.ProductType}
                 and platform = {kind.Platform} and serial = {kind.Serial} and day = {Day(product)}
             """);
    }

    private static long? Delay(Product product) =>
        product.Metadata.OriginAt is { } origin && origin <= product.PublishedAt ? (product.PublishedAt - origin).Ticks / TimeSpan.TicksPerMillisecond : null;

    private static long Day(Product product) => product.PublishedAt.ToUnixTimeMilliseconds() / DayMilliseconds;
}
