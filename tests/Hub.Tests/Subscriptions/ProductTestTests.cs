using FsCheck;
using FsCheck.Fluent;
using Gantry.Local;
using Gantry.OData;
using Gantry.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gantry.Hub.Tests.Subscriptions;

public class ProductTestTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static bool Passes(string filter, params (string Name, AttributeValue Value)[] attributes)
    {
        var product = new Product(
            Guid.Empty, "demo", "ops", "S1A_1.EOF", null, new Blob(Digest.Of(""), "", 7), SomeProducts.Noon, null, "somebody", Digest.Of(""))
        {
            Metadata = new() { Attributes = [.. attributes.Select(a => new ProductAttribute(a.Name, a.Value))], ProductionType = "systematic_production" },
        };
        return ProductTest.Read(filter).TryGet(out var test, out var problem) ? test.Passes(product) : throw new ArgumentException(problem.ToString());
    }

    // What a client is told of must be what it would find by asking.
    [Fact]
    public async Task A_filter_in_memory_passes_what_the_database_finds()
    {
        using var folder = new TempFolder();
        var clock = new PuppetClock(SomeProducts.Noon);
        await using var database = new SqliteDatabase(folder.At("state.sqlite"), clock, NullLogger<SqliteDatabase>.Instance);
        await database.MigrateAsync([new("core", typeof(IDatabase).Assembly), HubArea.Describe.Schema!], Ct);
        var catalogue = new ProductCatalogue(database);
        var kept = new List<Product>();
        foreach (var product in SomeProducts.Products.Sample(60, 60).DistinctBy(p => p.Name))
        {
            kept.Add((await catalogue.PublishAsync(product, SameName.Refuse, product.EvictAt - SomeProducts.Noon, default, Ct)).OrThrow().Product);
            clock.Advance(TimeSpan.FromMinutes(1));
        }
        var (passed, asked) = (0, 0);
        Prop.ForAll(SomeProducts.FiltersWithAttributes(3).ToArbitrary(), filter =>
        {
            var found = AskAsync(filter).GetAwaiter().GetResult();
            var test = ProductTest.Read(filter.ToString()).Value!;
            (passed, asked) = (passed + found.Count, asked + kept.Count);
            foreach (var product in kept)
                Assert.True(test.Passes(product) == found.Any(p => p.Id == product.Id),
                    $"{string.Join(", ", product.Metadata.Attributes)} of {product.Name}, {product.Blob.SizeBytes} bytes: the database and memory differ.");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
        Assert.InRange(passed, asked / 10, asked * 9 / 10);

        async Task<List<Product>> AskAsync(FilterNode filter) =>
            await catalogue.QueryAsync(await catalogue.QuestionAsync(filter, SqlText.Constant("1 = 1"), Ct), ProductOrder.ByPublication, 1000, 0, Ct);
    }

    [Theory]
    [InlineData("Attributes/OData.CSC.StringAttribute/any(att:att/Name eq 'orbitNumber' and att/OData.CSC.StringAttribute/Value eq '265')", true)]
    [InlineData("Attributes/OData.CSC.IntegerAttribute/any(a:a/Name eq 'orbitNumber' and a/OData.CSC.IntegerAttribute/Value ge 265)", true)]
    [InlineData("Attributes/any(att:265 eq att/Value and 'orbitNumber' eq att/Name)", true)]
    [InlineData("Attributes/any(att:att/Name eq 'final' and att/Value eq 'False')", true)]
    [InlineData("Attributes/any(att:att/Name eq 'final' and att/Value ne false)", false)]
    [InlineData("Attributes/any(att:att/Name eq 'productType' and att/Value in ('AUX_A','AUX_B'))", true)]
    [InlineData("Attributes/any(att:att/Name eq 'productType' and startswith(att/Value,'AUX_'))", true)]
    [InlineData("Attributes/any(att:att/Name eq 'productType' and att/Value eq 5)", false)]
    [InlineData("not Attributes/any(att:att/Name eq 'nothing')", true)]
    [InlineData("Attributes/any()", true)]
    [InlineData("Online and Online eq true", true)]
    [InlineData("ProductionType eq OData.CSC.ProductionType'systematic_production'", true)]
    [InlineData("EvictionDate gt 2000-01-01T00:00:00Z", true)]
    [InlineData("EvictionDate eq null", true)]
    [InlineData("OriginDate ne 2000-01-01T00:00:00Z", true)]
    [InlineData("not (OriginDate gt 2000-01-01T00:00:00Z)", true)]
    [InlineData("ContentDate/Start eq null", true)]
    public void An_attribute_is_compared_as_what_it_is(string filter, bool passes) => Assert.Equal(passes, Passes(
        filter, ("orbitNumber", new AttributeValue.Whole(265)), ("final", new AttributeValue.Flag(false)), ("productType", new AttributeValue.Text("AUX_A"))));

    [Theory]
    [InlineData("Nope eq 1", "Nope")]
    [InlineData("ContentLength eq 'long'", "type")]
    [InlineData("Name eq ContentLength", "kind")]
    [InlineData("Name", "neither true nor false")]
    [InlineData("OData.CSC.Intersects(area=geography'SRID=4326;POINT(1 2)')", "cannot be asked")]
    [InlineData("Things/any(t:t/Name eq 'x')", "Things")]
    [InlineData("Attributes/any(t:t/Size eq 'x')", "Size")]
    public void What_cannot_be_asked_is_refused_by_name(string filter, string named)
    {
        Assert.False(ProductTest.Read(filter).TryGet(out _, out var problem));
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
    }
}
