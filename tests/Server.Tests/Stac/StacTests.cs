using System.Net;
using System.Text.Json.Nodes;
using Gantry.Server.Tests.OData;
using Xunit;

namespace Gantry.Server.Tests.Stac;

public abstract class StacTests(SharedHouse fixture) : IAsyncLifetime
{
    private static readonly DateTimeOffset _day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly House _house = fixture.House;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _house.MissionAsync("stac");
        if ((await _house.GetJsonAsync("/stac/v1/search"))["features"]!.AsArray().Count > 0)
            return;
        var shelf = new Shelf(_house);
        for (var i = 0; i < 5; i++)
            await shelf.PublishAsync($"scene-{i}.bin", new()
            {
                ValidFrom = _day.AddDays(i), ValidUntil = _day.AddDays(i).AddHours(1),
                Footprint = FormattableString.Invariant($"POLYGON(({i * 10} 0,{(i * 10) + 5} 0,{(i * 10) + 5} 5,{i * 10} 5,{i * 10} 0))"),
                Attributes =
                [
                    Shelf.Text("productType", "SCENE"), Shelf.Text("platformShortName", "SENTINEL-1"), Shelf.Text("platformSerialIdentifier", "A"),
                    Shelf.Whole("orbitNumber", 100 + i), Shelf.Flag("isGood", i % 2 == 0),
                ],
            }, "stac");
        await shelf.PublishAsync("over.bin", new() { ValidFrom = _day, Footprint = "POLYGON((170 10,-170 10,-170 20,170 20,170 10))", Attributes = [Shelf.Text("productType", "SCENE")] }, "stac");
        await shelf.PublishAsync("plain.bin", mission: "stac");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Titles(JsonNode page) => string.Join(',', page["features"]!.AsArray().Select(f => f!["properties"]!["title"]!.GetValue<string>().Split('.')[0].Replace("scene-", "", StringComparison.Ordinal)));

    private async Task<string> PostAsync(string body) => Titles(await (await _house.Admin.PostAsync("/stac/v1/search", new StringContent(body), Ct)).JsonAsync());

    [Theory]
    [InlineData("datetime=2026-01-02T00:30:00Z", "1,over")]
    [InlineData("datetime=2026-01-02T00:00:00Z/2026-01-03T00:00:00Z&sortby=-datetime", "2,1,over")]
    [InlineData("datetime=../2026-01-01T00:00:00Z", "0,over")]
    [InlineData("bbox=12,1,22,4", "1,2")]
    [InlineData("bbox=175,12,-175,18", "over")]
    [InlineData("bbox=-179,12,-175,18", "over")]
    [InlineData("collections=stac.ops._untyped", "plain")]
    [InlineData("collections=stac.ops.SCENE&limit=2", "0,1")]
    [InlineData("collections=nowhere", "")]
    [InlineData("ids=nothing", "")]
    [InlineData("query={\"gantry:orbitNumber\":{\"gte\":102,\"lt\":104}}", "2,3")]
    [InlineData("query={\"gantry:isGood\":{\"eq\":true}}", "0,2,4")]
    [InlineData("query={\"title\":{\"startsWith\":\"over\"}}", "over")]
    [InlineData("intersects={\"type\":\"Point\",\"coordinates\":[32,2]}", "3")]
    public async Task A_search_finds_by_time_place_and_properties(string query, string titles) =>
        Assert.Equal(titles, Titles(await _house.GetJsonAsync("/stac/v1/search?" + query)));

    [Theory]
    [InlineData("""{"collections":["stac.ops.SCENE"],"bbox":[0,0,25,3],"sortby":[{"field":"properties.datetime","direction":"desc"}]}""", "2,1,0")]
    [InlineData("""{"query":{"gantry:orbitNumber":{"in":[101,"104"]}},"limit":10}""", "1,4")]
    [InlineData("""{"intersects":{"type":"Polygon","coordinates":[[[31,1],[42,1],[42,2],[31,2],[31,1]]]}}""", "3,4")]
    [InlineData("{}", "0,1,2,3,4,over,plain")]
    public async Task A_search_can_be_a_body(string body, string titles) => Assert.Equal(titles, await PostAsync(body));

    [Fact]
    public async Task Following_the_next_links_shows_everything_once_by_both_methods()
    {
        var seen = new List<string>();
        var link = "/stac/v1/search?limit=3&sortby=-datetime";
        while (link is not null)
        {
            var page = await _house.GetJsonAsync(link);
            seen.AddRange(Titles(page).Split(','));
            link = Link(page, "next")?["href"]!.GetValue<string>();
        }
        Assert.Equal((7, 7), (seen.Count, seen.Distinct().Count()));

        JsonNode? body = JsonNode.Parse("""{"limit":4}""");
        var posted = new List<string>();
        while (body is not null)
        {
            var page = await (await _house.Admin.PostAsync("/stac/v1/search", new StringContent(body.ToJsonString()), Ct)).JsonAsync();
            posted.AddRange(Titles(page).Split(','));
            body = Link(page, "next")?["body"];
        }
        Assert.Equal(seen.Order(), posted.Order());
    }

    [Fact]
    public async Task An_item_has_what_the_standard_requires()
    {
        foreach (var item in (await _house.GetJsonAsync("/stac/v1/search?limit=100"))["features"]!.AsArray().Select(i => i!.AsObject()))
        {
            Assert.Equal(("Feature", "1.0.0"), (item["type"]!.GetValue<string>(), item["stac_version"]!.GetValue<string>()));
            foreach (var member in new[] { "id", "geometry", "properties", "links", "assets", "collection", "stac_extensions" })
                Assert.True(item.ContainsKey(member), member);
            // A geometry demands a box, and no geometry forbids it.
            Assert.Equal(item["geometry"] is not null, item.ContainsKey("bbox"));
            var properties = item["properties"]!.AsObject();
            Assert.True(properties["datetime"] is not null || (properties.ContainsKey("datetime") && properties["start_datetime"] is not null && properties["end_datetime"] is not null));
            Assert.All(item["assets"]!.AsObject(), asset => Assert.NotNull(asset.Value!["href"]));
            Assert.All(item["links"]!.AsArray(), link => Assert.True(link!["rel"] is not null && Uri.IsWellFormedUriString(link["href"]!.GetValue<string>(), UriKind.Absolute)));
            Assert.Contains(item["links"]!.AsArray(), link => link!["rel"]!.GetValue<string>() == "collection");
            var self = await _house.GetJsonAsync(Link(item, "self")!["href"]!.GetValue<string>());
            Assert.Equal(item["id"]!.GetValue<string>(), self["id"]!.GetValue<string>());
            Assert.Equal(HttpStatusCode.OK, (await _house.Admin.GetAsync(item["assets"]!["product"]!["href"]!.GetValue<string>(), Ct)).StatusCode);
        }
        var over = (await _house.GetJsonAsync("/stac/v1/search?bbox=175,12,-175,18"))["features"]![0]!;
        Assert.Equal("[170,10,-170,20]", over["bbox"]!.ToJsonString());
    }

    [Fact]
    public async Task The_landing_page_leads_to_collections_and_these_to_items()
    {
        var landing = await _house.GetJsonAsync("/stac/v1/");
        Assert.Equal("Catalog", landing["type"]!.GetValue<string>());
        foreach (var member in new[] { "id", "description", "stac_version", "links", "conformsTo" })
            Assert.NotNull(landing[member]);
        Assert.Equal(landing["conformsTo"]!.ToJsonString(), (await _house.GetJsonAsync(Link(landing, "conformance")!["href"]!.GetValue<string>()))["conformsTo"]!.ToJsonString());
        var collections = (await _house.GetJsonAsync(Link(landing, "data")!["href"]!.GetValue<string>()))["collections"]!.AsArray();
        Assert.Equal(["stac.ops._untyped", "stac.ops.SCENE"], collections.Select(c => c!["id"]!.GetValue<string>()).Where(id => id.StartsWith("stac", StringComparison.Ordinal)));
        foreach (var collection in collections)
        {
            foreach (var member in new[] { "type", "stac_version", "id", "description", "license", "extent", "links" })
                Assert.NotNull(collection![member]);
            Assert.Equal(4, collection!["extent"]!["spatial"]!["bbox"]![0]!.AsArray().Count);
            Assert.Equal(2, collection["extent"]!["temporal"]!["interval"]![0]!.AsArray().Count);
            var again = await _house.GetJsonAsync(Link(collection, "self")!["href"]!.GetValue<string>());
            Assert.Equal(collection["id"]!.GetValue<string>(), again["id"]!.GetValue<string>());
            Assert.NotEmpty((await _house.GetJsonAsync(Link(collection, "items")!["href"]!.GetValue<string>()))["features"]!.AsArray());
        }
        Assert.Equal("2026-01-01T00:00:00.000Z", collections.Single(c => c!["id"]!.GetValue<string>() == "stac.ops.SCENE")!["extent"]!["temporal"]!["interval"]![0]![0]!.GetValue<string>());
    }

    [Theory]
    [InlineData("search?bbox=1,2,3", HttpStatusCode.BadRequest, "bbox")]
    [InlineData("search?bbox=1,2,3,x", HttpStatusCode.BadRequest, "bbox")]
    [InlineData("search?datetime=yesterday", HttpStatusCode.BadRequest, "datetime")]
    [InlineData("search?datetime=2026-02-01T00:00:00Z/2026-01-01T00:00:00Z", HttpStatusCode.BadRequest, "datetime")]
    [InlineData("search?limit=0", HttpStatusCode.BadRequest, "limit")]
    [InlineData("search?sortby=weight", HttpStatusCode.BadRequest, "sortby")]
    [InlineData("search?token=zzz", HttpStatusCode.BadRequest, "token")]
    [InlineData("search?query={\"weight\":{\"eq\":1}}", HttpStatusCode.BadRequest, "weight")]
    [InlineData("search?query={{", HttpStatusCode.BadRequest, "query")]
    [InlineData("search?intersects={\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1]]]}", HttpStatusCode.BadRequest, "intersects")]
    [InlineData("collections/nowhere", HttpStatusCode.NotFound, "nowhere")]
    [InlineData("collections/stac.ops.NONE/items", HttpStatusCode.NotFound, "NONE")]
    [InlineData("collections/stac.ops.SCENE/items/00000000-0000-0000-0000-000000000000", HttpStatusCode.NotFound, "item")]
    [InlineData("elsewhere", HttpStatusCode.NotFound, "elsewhere")]
    public async Task An_error_names_what_is_wrong(string path, HttpStatusCode status, string said)
    {
        var answer = await _house.Admin.GetAsync("/stac/v1/" + path, Ct);
        Assert.Equal(status, answer.StatusCode);
        var error = await answer.JsonAsync();
        Assert.NotEmpty(error["code"]!.GetValue<string>());
        Assert.Contains(said, error["description"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_sees_only_what_it_was_granted()
    {
        using var viewer = await _house.UserAsync("stac-viewer", "viewer", "other", "ops");
        Assert.Empty((await (await viewer.GetAsync("/stac/v1/search", Ct)).JsonAsync())["features"]!.AsArray());
        Assert.Empty((await (await viewer.GetAsync("/stac/v1/collections", Ct)).JsonAsync())["collections"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.GetAsync("/stac/v1/collections/stac.ops.SCENE", Ct)).StatusCode);
    }

    private static JsonNode? Link(JsonNode page, string relation) => page["links"]!.AsArray().FirstOrDefault(l => l!["rel"]!.GetValue<string>() == relation);
}

public sealed class StacTestsOnSqlite(SqliteHouse house) : StacTests(house), IClassFixture<SqliteHouse>;

public sealed class StacTestsOnPostgres(PostgresHouse house) : StacTests(house), IClassFixture<PostgresHouse>;
