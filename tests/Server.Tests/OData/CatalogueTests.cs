using System.Net;
using Gantry.Hub;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gantry.Server.Tests.OData;

/// <summary>What the catalogue promises beyond single questions: versions, deletions, counts and metrics that stay true.</summary>
public abstract class CatalogueTests(SharedHouse fixture)
{
    private readonly House _house = fixture.House;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<string> CountAsync(string mission) => _house.Admin.GetStringAsync($"/missions/{mission}/ops/odata/v1/Products/$count", Ct);

    [Fact]
    public async Task Versions_are_kept_replaced_skipped_or_refused_as_the_type_says()
    {
        await _house.MissionAsync("versions");
        var shelf = new Shelf(_house);
        var first = await shelf.PublishAsync("a.EOF", mission: "versions", content: [1]);
        var second = await shelf.PublishAsync("a.EOF", mission: "versions", content: [2], sameName: SameName.Keep);
        Assert.Equal((1, 2), (first.Version, second.Version));
        Assert.Equal("2", await CountAsync("versions"));
        var found = await _house.GetJsonAsync(House.Products("versions") + "/a.EOF");
        Assert.Equal((2, "clean", "a-source"), (found["version"]!.GetValue<int>(), found["scan"]!.GetValue<string>(), found["source"]!.GetValue<string>()));
        Assert.Single((await _house.GetJsonAsync(House.Products("versions")))["items"]!.AsArray());

        Assert.Equal(second.Id, (await shelf.PublishAsync("a.EOF", mission: "versions", content: [3], sameName: SameName.Skip)).Id);
        var third = await shelf.PublishAsync("a.EOF", mission: "versions", content: [4], sameName: SameName.Replace);
        Assert.Equal(3, third.Version);
        Assert.Equal("2", await CountAsync("versions"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => shelf.PublishAsync("a.EOF", mission: "versions", content: [5]));

        var deleted = (await _house.GetJsonAsync("/missions/versions/ops/odata/v1/DeletedProducts?$filter=startswith(DeletionCause,'replaced')&$count=true"));
        Assert.Equal(second.Id.ToString(), Assert.Single(deleted["value"]!.AsArray())!["Id"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_deleted_leaves_nothing_but_the_reason()
    {
        await _house.MissionAsync("gone");
        var product = await new Shelf(_house).PublishAsync("gone.EOF", new()
        {
            ContentType = "application/xml", OriginAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Attributes = [Shelf.Text("productType", "AUX_X"), Shelf.Whole("orbitNumber", 7)],
        }, "gone");
        Assert.Equal(HttpStatusCode.NoContent, (await _house.Admin.DeleteAsync(House.Products("gone") + "/gone.EOF?reason=superseded", Ct)).StatusCode);

        Assert.Equal("0", await CountAsync("gone"));
        Assert.Empty((await _house.GetJsonAsync("/missions/gone/ops/odata/v1/Products?$filter=Attributes/any(a:a/Name eq 'orbitNumber' and a/Value eq 7)"))["value"]!.AsArray());
        Assert.Equal(0, await _house.Database.ReadAsync(session => session.FirstAsync(
            $"select count(*) from hub_attribute where product = {product.Number}", row => row.Number(0), Ct), Ct));
        var deleted = (await _house.GetJsonAsync("/missions/gone/ops/odata/v1/DeletedProducts?$filter=DeletionCause eq 'superseded'&$orderby=DeletionDate desc"))["value"]![0]!;
        Assert.Equal((product.Id.ToString(), "application/xml", 20), (deleted["Id"]!.GetValue<string>(), deleted["ContentType"]!.GetValue<string>(), deleted["ContentLength"]!.GetValue<int>()));
        Assert.Equal("2026-01-01T00:00:00.000Z", deleted["OriginDate"]!.GetValue<string>());
        Assert.Equal("0", await CountAsync("gone"));
    }

    [Fact]
    public async Task Ids_are_in_the_order_of_publication()
    {
        await new Shelf(_house).PublishManyAsync("order", 500);
        var page = (await _house.GetJsonAsync("/missions/order/ops/odata/v1/Products?$top=500"))["value"]!.AsArray()
            .Select(p => (Date: p!["PublicationDate"]!.GetValue<string>(), Id: p["Id"]!.GetValue<string>())).ToList();
        Assert.Equal(500, page.Count);
        Assert.Equal(page.Order(), page);
    }

    [Fact]
    public async Task Metrics_are_kept_up_as_things_happen()
    {
        await _house.MissionAsync("metrics");
        var shelf = new Shelf(_house);
        var metadata = new ProductMetadata
        {
            OriginAt = _house.Server.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddSeconds(-600),
            Attributes = [Shelf.Text("productType", "AUX_M"), Shelf.Text("platformShortName", "SENTINEL-1"), Shelf.Text("platformSerialIdentifier", "A")],
        };
        var one = await shelf.PublishAsync("one.EOF", metadata, "metrics");
        await shelf.PublishAsync("two.EOF", metadata, "metrics");
        await shelf.PublishAsync("three.EOF", metadata with { OriginAt = null }, "metrics");
        await _house.Admin.DeleteAsync(House.Products("metrics") + "/three.EOF?reason=test", Ct);
        _ = await _house.Admin.GetByteArrayAsync($"/missions/metrics/ops/odata/v1/Products({one.Id})/$value", Ct);
        await _house.Server.Services.GetRequiredService<DownloadCounts>().FlushAsync(Ct);

        var metrics = await _house.GetJsonAsync("/missions/metrics/ops/odata/v1/Metrics?$top=1000");
        Assert.Equal("$metadata#Metrics", metrics["@odata.context"]!.GetValue<string>());
        var values = metrics["value"]!.AsArray().ToDictionary(m => m!["Name"]!.GetValue<string>(), m => (double?)m!["Count"] ?? (double)m["Gauge"]!);
        Assert.Equal(2, values["AUX_M.SENTINEL-1.A.count"]);
        Assert.Equal(40, values["AUX_M.SENTINEL-1.A.size"]);
        Assert.Equal(40, values["SENTINEL-1.A.size"]);
        Assert.Equal((20, 1, 0), (values["Download.AUX_M.SENTINEL-1.A.admin.size"], values["Download.AUX_M.SENTINEL-1.A.admin.completed"], values["Download.AUX_M.SENTINEL-1.A.admin.failed"]));
        foreach (var name in new[] { "Daily.min", "Daily.max", "Daily.avg", "Monthly.min", "Monthly.max", "Monthly.avg" })
            Assert.InRange(values[$"OriginToPublication.{name}.time.AUX_M.SENTINEL-1.A"], 600, 660);

        var named = await _house.GetJsonAsync("/missions/metrics/ops/odata/v1/Metrics?$filter=Name eq 'AUX_M.SENTINEL-1.A.count'&$count=true");
        Assert.Equal((1, "Counter"), (named["@odata.count"]!.GetValue<int>(), named["value"]![0]!["MetricType"]!.GetValue<string>()));
        Assert.Null(named["value"]![0]!["Gauge"]);
    }

    [Theory]
    // Crosses the antimeridian, written without a cut.
    [InlineData("POLYGON((170 10,-170 10,-170 20,170 20,170 10))", "POINT(175 15)", true, false)]
    [InlineData("POLYGON((170 10,-170 10,-170 20,170 20,170 10))", "POINT(-175 15)", true, false)]
    [InlineData("POLYGON((170 10,-170 10,-170 20,170 20,170 10))", "POINT(0 15)", false, false)]
    [InlineData("POLYGON((170 10,-170 10,-170 20,170 20,170 10))", "POLYGON((-178 12,-160 12,-160 18,-178 18,-178 12))", true, false)]
    [InlineData("POLYGON((170 10,-170 10,-170 20,170 20,170 10))", "POLYGON((160 0,-160 0,-160 30,160 30,160 0))", true, true)]
    [InlineData("POLYGON((-179 10,-170 10,-170 20,-179 10))", "POLYGON((160 0,-160 0,-160 30,160 30,160 0))", true, true)]
    [InlineData("POLYGON((172 10,178 10,178 20,172 10))", "POLYGON((-160 0,-160 30,160 30,160 0,-160 0))", true, true)]
    [InlineData("POLYGON((10 10,20 10,20 20,10 10))", "POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))", true, true)]
    [InlineData("POLYGON((0 -60,120 -60,-120 -60,0 -60))", "POINT(77 -80)", true, false)]
    [InlineData("POLYGON((0 -60,120 -60,-120 -60,0 -60))", "POINT(77 -50)", false, false)]
    [InlineData("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((50 50,51 50,51 51,50 50)))", "POINT(50.9 50.5)", true, false)]
    [InlineData("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((50 50,51 50,51 51,50 50)))", "POINT(25 25)", false, false)]
    [InlineData("POINT(5 5)", "POLYGON((0 0,10 0,10 10,0 10,0 0))", true, true)]
    [InlineData("POINT(5 5)", "POINT(5 5)", true, true)]
    [InlineData("LINESTRING(-5 5,15 5)", "POLYGON((0 0,10 0,10 10,0 10,0 0))", true, false)]
    [InlineData("POLYGON((0 0,4 0,4 4,0 0))", "POLYGON((0 0,4 0,4 4,0 0))", true, true)]
    [InlineData("POLYGON((0 0,9 0,9 9,0 0))", "POLYGON((0 0,3 0,3 3,0 0))", true, false)]
    [InlineData("POLYGON((0 0,2 0,2 2,0 0))", "POLYGON((5 5,6 5,6 6,5 5))", false, false)]
    public async Task Ground_meets_ground_wherever_on_the_globe(string footprint, string area, bool meets, bool isWithin)
    {
        var mission = "ground";
        var name = Digest.Of(footprint).Short + ".EOF";
        if ((await _house.Admin.GetAsync(House.Products(mission) + "/" + name, Ct)).StatusCode == HttpStatusCode.NotFound)
            await new Shelf(_house).PublishAsync(name, new() { Footprint = footprint }, mission);
        foreach (var (relation, expected) in new[] { ("Intersects", meets), ("Disjoints", !meets), ("Within", isWithin) })
        {
            var count = await _house.Admin.GetStringAsync(
                $"/missions/{mission}/ops/odata/v1/Products/$count?$filter=Name eq '{name}' and OData.CSC.{relation}(area=geography'SRID=4326;{area}')", Ct);
            Assert.True(count == (expected ? "1" : "0"), $"{relation}: {count}");
        }
    }

    [Fact]
    public async Task A_footprint_that_is_no_geometry_is_shown_and_found_by_no_area()
    {
        await new Shelf(_house).PublishAsync("odd.EOF", new() { Footprint = "somewhere over there" }, "odd");
        Assert.Equal("geography'SRID=4326;somewhere over there'", (await _house.GetJsonAsync("/missions/odd/ops/odata/v1/Products"))["value"]![0]!["Footprint"]!.GetValue<string>());
        Assert.Equal("0", await _house.Admin.GetStringAsync("/missions/odd/ops/odata/v1/Products/$count?$filter=OData.CSC.Disjoints(area=geography'SRID=4326;POINT(1 1)')", Ct));
    }
}

public sealed class CatalogueTestsOnSqlite(SqliteHouse house) : CatalogueTests(house), IClassFixture<SqliteHouse>;

public sealed class CatalogueTestsOnPostgres(PostgresHouse house) : CatalogueTests(house), IClassFixture<PostgresHouse>;
