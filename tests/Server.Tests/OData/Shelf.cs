using Gantry.Hub;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Server.Tests.OData;

/// <summary>Puts products with metadata of the test's own straight into a house's catalogue, bytes and all.</summary>
internal sealed class Shelf(House house)
{
    private int _seed = 1000;

    private ProductCatalogue Catalogue => house.Server.Services.GetRequiredService<ProductCatalogue>();

    public async Task<Product> PublishAsync(
        string name, ProductMetadata? metadata = null, string mission = "shelf", string environment = "ops", byte[]? content = null, SameName sameName = SameName.Refuse)
    {
        var ct = Xunit.TestContext.Current.CancellationToken;
        var since = await house.Database.LastStampAsync(ct);
        var blob = await house.Blobs.PutAsync(new MemoryStream(content ?? RandomStream.Bytes(Interlocked.Increment(ref _seed), 20)), Expected.Nothing, ct);
        var offered = new Product(Guid.CreateVersion7(), mission, environment, name, null, blob, default, null, "somebody", Digest.Of("a release"))
        {
            Metadata = metadata ?? ProductMetadata.None, Scan = ScanState.Clean, Source = "a-source",
        };
        return (await Catalogue.PublishAsync(offered, sameName, retention: null, since, ct)).OrThrow().Product;
    }

    /// <summary>Many small products, once, in a mission of their own; published side by side, so that they share times.</summary>
    public async Task PublishManyAsync(string mission, int count)
    {
        if ((await house.GetJsonAsync($"/missions/{mission}/ops/odata/v1/Products?$top=1"))["value"]!.AsArray().Count > 0)
            return;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await PublishAsync(
            $"m{i:00000}.bin", new() { Attributes = [Whole("number", i)], ProductionType = i % 2 == 0 ? "systematic_production" : null }, mission, content: [1]));
    }

    public static ProductAttribute Text(string name, string value) => new(name, new AttributeValue.Text(value));

    public static ProductAttribute Whole(string name, long value) => new(name, new AttributeValue.Whole(value));

    public static ProductAttribute Real(string name, double value) => new(name, new AttributeValue.Real(value));

    public static ProductAttribute Flag(string name, bool value) => new(name, new AttributeValue.Flag(value));

    public static ProductAttribute Instant(string name, DateTimeOffset value) => new(name, new AttributeValue.Instant(value));
}
