using System.Net;
using System.Xml.Linq;
using Xunit;

namespace Gantry.Server.Tests.OData;

/// <summary>What real clients of the interface send, row by row, and what they must get.</summary>
public abstract class ContractTests(SharedHouse fixture) : IAsyncLifetime
{
    private const string Orbit = "S1A_OPER_AUX_POEORB_OPOD_20260101T000000_V20251201T000000_20251202T000000.EOF";

    private static readonly DateTimeOffset _day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly House _house = fixture.House;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _house.MissionAsync("shelf");
        if ((await NamesAsync("$top=1")).Length > 0)
            return;
        var shelf = new Shelf(_house);
        await shelf.PublishAsync(Orbit, new()
        {
            ContentType = "application/xml", OriginAt = _day, ValidFrom = _day.AddDays(-31), ValidUntil = _day.AddDays(-30), ProductionType = "systematic_production",
            Footprint = "POLYGON((10 10,20 10,20 20,10 20,10 10))",
            Attributes =
            [
                Shelf.Text("productType", "AUX_POEORB"), Shelf.Text("platformShortName", "SENTINEL-1"), Shelf.Text("platformSerialIdentifier", "A"),
                Shelf.Whole("orbitNumber", 265), Shelf.Real("cloudCover", 12.5), Shelf.Flag("sliceProductFlag", false), Shelf.Instant("beginningDateTime", _day.AddDays(-31)),
                Shelf.Text("operationalMode", "IW"),
            ],
        });
        await shelf.PublishAsync("wind.SAFE", new()
        {
            ValidFrom = _day, ProductionType = "on_demand_default",
            Attributes =
            [
                Shelf.Text("productType", "AUX_WND"), Shelf.Text("platformShortName", "SENTINEL-1"), Shelf.Whole("orbitNumber", 300),
                Shelf.Real("cloudCover", -3), Shelf.Flag("sliceProductFlag", true), Shelf.Instant("beginningDateTime", _day), Shelf.Text("operationalMode", "EW"),
            ],
        });
        await shelf.PublishAsync("wind.jpg", new() { ContentType = "image/jpeg", Attributes = [Shelf.Text("quicklookOf", "wind.SAFE")] }, content: [1, 2, 3]);
        await shelf.PublishAsync("it's-plain.txt");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<string[]> NamesAsync(string query) =>
        [.. (await _house.GetJsonAsync("/missions/shelf/ops/odata/v1/Products?" + query))["value"]!.AsArray().Select(p => Short(p!["Name"]!.GetValue<string>()))];

    private static string Short(string name) => name == Orbit ? "orbit" : name.Split('.')[0];

    [Theory]
    // The table of quirks, row by row.
    [InlineData("Attributes/OData.CSC.IntegerAttribute/any(att:att/Name eq 'orbitNumber' and att/OData.CSC.StringAttribute/Value eq '265')", "orbit")]
    [InlineData("Attributes/OData.CSC.StringAttribute/any(att:att/Name eq 'sliceProductFlag' and att/OData.CSC.StringAttribute/Value eq 'False')", "orbit")]
    [InlineData("Attributes/OData.CSC.StringAttribute/any(att:'AUX_WND' eq att/Value and 'productType' eq att/Name)", "wind")]
    [InlineData("Attributes/OData.CSC.StringAttribute/any(att:att/Name eq 'productType' AND att/OData.CSC.StringAttribute/Value EQ 'AUX_WND') OR NOT (Name ne 'wind.jpg')", "wind,wind")]
    [InlineData("(Attributes/OData.CSC.StringAttribute/any(att:att/Name eq 'platformShortName' and att/OData.CSC.StringAttribute/Value eq 'SENTINEL-1')) and (PublicationDate ge 2020-01-01T00:00:00Z) and (PublicationDate lt 2100-01-01T00:00:00.000000Z)", "orbit,wind")]
    [InlineData("Name eq 'it''s-plain.txt'", "it's-plain")]
    [InlineData("OData.CSC.Intersects(area=geography'SRID=4326;POLYGON((15 15, 30 15, 30 30, 15 30, 15 15))')", "orbit")]
    [InlineData("odata.csc.intersects(area=geography'SRID%3d4326;POINT(15 15)')", "orbit")]
    // Attributes of every type, with every operator.
    [InlineData("Attributes/OData.CSC.DoubleAttribute/any(att:att/Name eq 'cloudCover' and att/OData.CSC.DoubleAttribute/Value le 12.5)", "orbit,wind")]
    [InlineData("Attributes/OData.CSC.DoubleAttribute/any(att:att/Name eq 'cloudCover' and att/OData.CSC.DoubleAttribute/Value lt 0)", "wind")]
    [InlineData("Attributes/OData.CSC.IntegerAttribute/any(att:att/Name eq 'orbitNumber' and att/OData.CSC.IntegerAttribute/Value ge 265.5)", "wind")]
    [InlineData("Attributes/OData.CSC.IntegerAttribute/any(att:att/Name eq 'orbitNumber' and att/OData.CSC.IntegerAttribute/Value in (265,'300',7))", "orbit,wind")]
    [InlineData("Attributes/OData.CSC.IntegerAttribute/any(att:att/Name eq 'orbitNumber' and att/OData.CSC.IntegerAttribute/Value ne 265)", "wind")]
    [InlineData("Attributes/OData.CSC.IntegerAttribute/any(att:att/Name eq 'orbitNumber' and att/OData.CSC.IntegerAttribute/Value gt 100 and att/OData.CSC.IntegerAttribute/Value lt 300)", "orbit")]
    [InlineData("Attributes/OData.CSC.IntegerAttribute/any(att:att/Name eq 'orbitNumber' and att/OData.CSC.IntegerAttribute/Value eq 'many')", "")]
    [InlineData("Attributes/OData.CSC.BooleanAttribute/any(att:att/Name eq 'sliceProductFlag' and att/OData.CSC.BooleanAttribute/Value eq true)", "wind")]
    [InlineData("Attributes/OData.CSC.DateTimeOffsetAttribute/any(att:att/Name eq 'beginningDateTime' and att/OData.CSC.DateTimeOffsetAttribute/Value ge 2026-01-01T00:00:00.000Z)", "wind")]
    [InlineData("Attributes/OData.CSC.DateTimeOffsetAttribute/any(att:att/Name eq 'beginningDateTime' and att/OData.CSC.DateTimeOffsetAttribute/Value eq '2026-01-01T00:00:00Z')", "wind")]
    [InlineData("Attributes/OData.CSC.StringAttribute/any(att:att/Name eq 'operationalMode' and startswith(att/OData.CSC.StringAttribute/Value,'I'))", "orbit")]
    [InlineData("Attributes/OData.CSC.StringAttribute/any(att:att/Name eq 'operationalMode' and contains(att/OData.CSC.StringAttribute/Value,'W'))", "orbit,wind")]
    [InlineData("Attributes/OData.CSC.StringAttribute/any(att:att/Name eq 'productType' and endswith(att/OData.CSC.StringAttribute/Value,'ORB'))", "orbit")]
    [InlineData("Attributes/OData.CSC.StringAttribute/any(att:att/Name eq 'operationalMode' and tolower(att/OData.CSC.StringAttribute/Value) eq 'iw')", "orbit")]
    [InlineData("Attributes/OData.CSC.StringAttribute/any(att:(att/Name eq 'operationalMode' and att/Value eq 'IW') or (att/Name eq 'orbitNumber' and att/Value eq 300))", "orbit,wind")]
    [InlineData("Attributes/any(att:att/Name eq 'cloudCover')", "orbit,wind")]
    [InlineData("not Attributes/any(att:att/Name eq 'cloudCover')", "wind,it's-plain")]
    [InlineData("not Attributes/any()", "it's-plain")]
    [InlineData("Attributes/any(att:att/Name eq 'nobody-has-this' and att/Value eq 'x')", "")]
    // Properties.
    [InlineData("ContentDate/Start ge 2025-12-01T00:00:00Z and ContentDate/End le 2025-12-31T00:00:00.000Z", "orbit")]
    [InlineData("ContentDate/End gt 2050-01-01T00:00:00Z", "wind")]
    [InlineData("ContentDate/Start lt 2050-01-01T00:00:00Z", "orbit,wind")]
    [InlineData("ContentDate/Start eq null", "wind,it's-plain")]
    [InlineData("OriginDate le 2026-01-01T00:00:00Z", "orbit")]
    [InlineData("OriginDate eq null", "wind,wind,it's-plain")]
    [InlineData("EvictionDate gt 2100-01-01T00:00:00Z", "orbit,wind,wind,it's-plain")]
    [InlineData("ProductionType eq OData.CSC.ProductionType'systematic_production'", "orbit")]
    [InlineData("ProductionType eq 'on-demand default'", "wind")]
    [InlineData("ProductionType in (0,'1')", "orbit,wind")]
    [InlineData("Online eq true and ContentType eq 'image/jpeg'", "wind")]
    [InlineData("ContentLength eq '3'", "wind")]
    [InlineData("length(Name) lt 9 and startswith(Name,'wind') eq true", "wind")]
    // Ground: the footprint is a box from 10 to 20.
    [InlineData("OData.CSC.Intersects(area=geography'SRID=4326;POLYGON((30 30,40 30,40 40,30 30))')", "")]
    [InlineData("OData.CSC.Intersects(area=geography'SRID=4326;LINESTRING(0 0,30 30)')", "orbit")]
    [InlineData("OData.CSC.Intersects(area=geography'SRID=4326;POLYGON((12 12,13 12,13 13,12 12))')", "orbit")]
    [InlineData("OData.CSC.Intersects(area=geography'SRID=4326;POLYGON((0 0,40 0,40 40,0 40,0 0),(5 5,35 5,35 35,5 35,5 5))')", "")]
    [InlineData("OData.CSC.Within(area=geography'SRID=4326;POLYGON((0 0,41 1,40 40,0 40,0 0))')", "orbit")]
    [InlineData("OData.CSC.Within(area=geography'SRID=4326;POLYGON((12 12,41 1,40 40,12 40,12 12))')", "")]
    [InlineData("OData.CSC.Disjoints(area=geography'SRID=4326;POLYGON((30 30,40 30,40 40,30 30))')", "orbit")]
    [InlineData("OData.CSC.Disjoints(area=geography'SRID=4326;POINT(15 15)')", "")]
    public async Task A_filter_finds_what_its_sender_means(string filter, string names) =>
        Assert.Equal(names, string.Join(',', await NamesAsync("$filter=" + filter)));

    [Theory]
    [InlineData("$count=True&$top=1", "orbit")]
    [InlineData("$expand=Attributes&$expand=Assets&$top=1", "orbit")]
    [InlineData("$orderby=ContentDate/Start desc&$top=1&$filter=ContentDate/Start lt 2050-01-01T00:00:00Z", "wind")]
    [InlineData("$orderby=OriginDate asc,Id&$top=1", "orbit")]
    [InlineData("$orderby=PublicationDate desc&$top=2&$skip=1", "wind,wind")]
    [InlineData("$format=json&$top=0", "")]
    [InlineData("banana=1&$top=1", "orbit")]
    public async Task An_option_means_what_its_sender_means(string query, string names) => Assert.Equal(names, string.Join(',', await NamesAsync(query)));

    [Fact]
    public async Task Everything_known_of_a_product_is_shown_as_the_interface_says()
    {
        var product = (await _house.GetJsonAsync($"/missions/shelf/ops/odata/v1/Products?$filter=Name eq '{Orbit}'&$expand=Attributes&$expand=Assets,Quicklooks&$count=true"));
        Assert.Equal("$metadata#Products(Attributes(),Quicklooks())", product["@odata.context"]!.GetValue<string>());
        Assert.Equal(1, product["@odata.count"]!.GetValue<int>());
        var one = product["value"]![0]!;
        Assert.Equal("application/xml", one["ContentType"]!.GetValue<string>());
        Assert.Equal("2026-01-01T00:00:00.000Z", one["OriginDate"]!.GetValue<string>());
        Assert.Equal("9999-12-31T23:59:59.999Z", one["EvictionDate"]!.GetValue<string>());
        Assert.Equal("2025-12-01T00:00:00.000Z", one["ContentDate"]!["Start"]!.GetValue<string>());
        Assert.Equal("systematic_production", one["ProductionType"]!.GetValue<string>());
        Assert.Equal("geography'SRID=4326;POLYGON((10 10,20 10,20 20,10 20,10 10))'", one["Footprint"]!.GetValue<string>());
        Assert.Equal("Polygon", one["GeoFootprint"]!["type"]!.GetValue<string>());
        Assert.Equal(["MD5", "SHA256"], one["Checksum"]!.AsArray().Select(c => c!["Algorithm"]!.GetValue<string>()));
        Assert.Empty(one["Assets"]!.AsArray());
        var attributes = one["Attributes"]!.AsArray().ToDictionary(a => a!["Name"]!.GetValue<string>(), a => a!);
        Assert.Equal("""{"@odata.type":"#OData.CSC.IntegerAttribute","Name":"orbitNumber","ValueType":"Integer","Value":265}""", attributes["orbitNumber"].ToJsonString());
        Assert.Equal("""{"@odata.type":"#OData.CSC.BooleanAttribute","Name":"sliceProductFlag","ValueType":"Boolean","Value":false}""", attributes["sliceProductFlag"].ToJsonString());
        Assert.Equal("2025-12-01T00:00:00.000Z", attributes["beginningDateTime"]["Value"]!.GetValue<string>());

        var open = (await _house.GetJsonAsync("/missions/shelf/ops/odata/v1/Products?$filter=Name eq 'wind.SAFE'"))["value"]![0]!;
        Assert.Equal("9999-12-31T23:59:59.999Z", open["ContentDate"]!["End"]!.GetValue<string>());
        var plain = await _house.GetJsonAsync("/missions/shelf/ops/odata/v1/Products?$filter=startswith(Name,'it')");
        Assert.Equal("$metadata#Products", plain["@odata.context"]!.GetValue<string>());
        Assert.Null(plain["value"]![0]!["ContentDate"]);
    }

    [Fact]
    public async Task Select_writes_what_was_selected()
    {
        var page = await _house.GetJsonAsync("/missions/shelf/ops/odata/v1/Products?$select=Id,Name&$top=1");
        Assert.Equal("$metadata#Products(Id,Name)", page["@odata.context"]!.GetValue<string>());
        Assert.Equal(["@odata.mediaContentType", "Id", "Name"], page["value"]![0]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public async Task Counts_are_exact_with_and_without_rows()
    {
        Assert.Equal("4", await _house.Admin.GetStringAsync("/missions/shelf/ops/odata/v1/Products/$count", Ct));
        Assert.Equal("2", await _house.Admin.GetStringAsync("/missions/shelf/ops/odata/v1/Products/$count?$filter=Attributes/any(a:a/Name eq 'platformShortName' and a/Value eq 'SENTINEL-1')", Ct));
        Assert.Equal("0", await _house.Admin.GetStringAsync("/missions/shelf/ops/odata/v1/Products/$count?$filter=PublicationDate lt 2020-01-01T00:00:00Z", Ct));
        Assert.Equal("4", await _house.Admin.GetStringAsync("/missions/shelf/ops/odata/v1/Products/$count?$filter=PublicationDate gt 2020-01-01T00:00:00Z and PublicationDate lt 2101-01-01T12:00:00Z", Ct));
        Assert.Equal("1", await _house.Admin.GetStringAsync("/missions/shelf/ops/odata/v1/Products/$count?$filter=Attributes/any(a:a/Name eq 'orbitNumber' and a/Value gt 265)", Ct));
    }

    [Fact]
    public async Task The_service_document_and_the_model_agree()
    {
        var sets = (await _house.GetJsonAsync("/missions/shelf/ops/odata/v1/"))["value"]!.AsArray().Select(s => s!["name"]!.GetValue<string>());
        var answer = await _house.Admin.GetAsync("/missions/shelf/ops/odata/v1/$metadata", Ct);
        Assert.Equal("application/xml", answer.Content.Headers.ContentType!.MediaType);
        var model = XDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        XNamespace edm = "http://docs.oasis-open.org/odata/ns/edm";
        Assert.Equal(sets.Order(), model.Descendants(edm + "EntitySet").Select(e => e.Attribute("Name")!.Value).Order());
        var product = model.Descendants(edm + "EntityType").Single(e => e.Attribute("Name")!.Value == "Product");
        var shown = (await _house.GetJsonAsync($"/missions/shelf/ops/odata/v1/Products?$filter=Name eq '{Orbit}'"))["value"]![0]!.AsObject().Select(p => p.Key).Where(k => !k.StartsWith('@'));
        Assert.Equal(shown.Order(), product.Elements(edm + "Property").Select(p => p.Attribute("Name")!.Value).Order());
    }

    [Fact]
    public async Task A_list_of_names_finds_the_products_there_are()
    {
        var answer = await _house.Admin.PostAsync("/missions/shelf/ops/odata/v1/Products/OData.CSC.FilterList", new StringContent(
            "{\"FilterProducts\":[{\"Name\":\"wind.SAFE\"},{\"Name\":\"never-was.EOF\"},{\"Name\":\"" + Orbit + "\"}]}"), Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([Orbit, "wind.SAFE"], (await answer.JsonAsync())["value"]!.AsArray().Select(p => p!["Name"]!.GetValue<string>()));
        foreach (var wrong in new[] { "", "[]", "{\"FilterProducts\":[{}]}", "{\"FilterProducts\":\"\\ud800\"}" })
            Assert.Equal(HttpStatusCode.BadRequest, (await _house.Admin.PostAsync("/missions/shelf/ops/odata/v1/Products/OData.CSC.FilterList", new StringContent(wrong), Ct)).StatusCode);
    }

    [Fact]
    public async Task A_quicklook_is_a_product_that_says_whose_it_is()
    {
        var id = (await _house.GetJsonAsync("/missions/shelf/ops/odata/v1/Products?$filter=Name eq 'wind.SAFE'&$expand=Quicklooks"))["value"]![0]!["Id"]!.GetValue<string>();
        var quicklooks = await _house.GetJsonAsync($"/missions/shelf/ops/odata/v1/Products({id})/Quicklooks");
        Assert.Equal("wind.jpg", Assert.Single(quicklooks["value"]!.AsArray())!["Image"]!.GetValue<string>());
        var image = await _house.Admin.GetAsync($"/missions/shelf/ops/odata/v1/Products({id})/Quicklooks('wind.jpg')/$value", Ct);
        Assert.Equal("image/jpeg", image.Content.Headers.ContentType!.MediaType);
        Assert.Equal([1, 2, 3], await image.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(HttpStatusCode.NotFound, (await _house.Admin.GetAsync($"/missions/shelf/ops/odata/v1/Products({id})/Quicklooks('other.jpg')/$value", Ct)).StatusCode);
    }

    [Fact]
    public async Task The_navigations_of_one_product_and_the_singular_names_work()
    {
        var id = (await _house.GetJsonAsync("/missions/shelf/ops/odata/v1/Product?$filter=Name eq 'wind.SAFE'"))["value"]![0]!["Id"]!.GetValue<string>();
        Assert.Equal(7, (await _house.GetJsonAsync($"/missions/shelf/ops/odata/v1/Products({id})/Attributes"))["value"]!.AsArray().Count);
        Assert.Equal("$metadata#Products(Attributes())/$entity", (await _house.GetJsonAsync($"/missions/shelf/ops/odata/v1/Products('{id}')?$expand=Attributes"))["@odata.context"]!.GetValue<string>());
        Assert.Equal(20, (await _house.Admin.GetByteArrayAsync($"/missions/shelf/ops/odata/v1/Product({id})/$value", Ct)).Length);
        var names = (await _house.GetJsonAsync("/missions/shelf/ops/odata/v1/Attributes?$filter=ValueType eq 'Integer'"))["value"]!.AsArray();
        Assert.Contains("orbitNumber", names.Select(n => n!["Name"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("Products?$filter=Name eq 'x' and Nope eq 1", HttpStatusCode.BadRequest, "position 16")]
    [InlineData("Products?$filter=OData.CSC.Intersects(area=geography'SRID=4326;POLYGON((0 0,2 2,2 0,0 2,0 0))')", HttpStatusCode.BadRequest, "crosses itself")]
    [InlineData("Products?$filter=Attributes/OData.CSC.StringAttribute/all(a:a/Name eq 'x')", HttpStatusCode.BadRequest, "all")]
    [InlineData("Products?$expand=Nothing", HttpStatusCode.BadRequest, "Nothing")]
    [InlineData("Products?$select=Nothing", HttpStatusCode.BadRequest, "Nothing")]
    [InlineData("Products?$orderby=Footprint", HttpStatusCode.BadRequest, "Footprint")]
    [InlineData("Products?$format=xml", HttpStatusCode.BadRequest, "json")]
    [InlineData("Products?$skiptoken=zzz", HttpStatusCode.BadRequest, "$skiptoken")]
    [InlineData("Products?$banana=1", HttpStatusCode.BadRequest, "$banana")]
    [InlineData("Products$filter=Name eq 'x'", HttpStatusCode.NotFound, "options begin behind")]
    [InlineData("Nowhere", HttpStatusCode.NotFound, "Nowhere")]
    [InlineData("Products(00000000-0000-0000-0000-000000000000)", HttpStatusCode.NotFound, "no product")]
    [InlineData("Metrics?$filter=Nope eq 1", HttpStatusCode.BadRequest, "Nope")]
    public async Task An_error_has_the_interfaces_form_and_names_the_place(string path, HttpStatusCode status, string said)
    {
        var answer = await _house.Admin.GetAsync("/missions/shelf/ops/odata/v1/" + path, Ct);
        Assert.Equal(status, answer.StatusCode);
        var error = (await answer.JsonAsync())["error"]!;
        Assert.NotEmpty(error["code"]!.GetValue<string>());
        Assert.Contains(said, error["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_is_refused_in_the_interfaces_form_too()
    {
        using var stranger = _house.Client(null, null);
        var answer = await stranger.GetAsync("/missions/shelf/ops/odata/v1/Products", Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("access.not_signed_in", (await answer.JsonAsync())["error"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_export_is_one_answer_with_everything_in_it()
    {
        await new Shelf(_house).PublishManyAsync("bulk", 2_345);
        var export = await _house.GetJsonAsync("/missions/bulk/ops/odata/v1/Products?$expand=Attributes&$format=json&$count=true");
        Assert.Equal("$metadata#Products(Attributes())", export["@odata.context"]!.GetValue<string>());
        Assert.Equal(2_345, export["@odata.count"]!.GetValue<int>());
        Assert.Equal(2_345, export["value"]!.AsArray().Select(p => p!["Name"]!.GetValue<string>()).Distinct().Count());
        Assert.Null(export["@odata.nextLink"]);
    }

    [Theory]
    [InlineData("Name")]
    [InlineData("ContentDate/Start desc")]
    [InlineData("OriginDate")]
    [InlineData("ProductionType desc")]
    [InlineData("Id")]
    [InlineData("EvictionDate")]
    public async Task Every_order_can_be_followed_from_page_to_page(string order)
    {
        await new Shelf(_house).PublishManyAsync("bulk", 2_345);
        var seen = new List<string>();
        string? link = $"Products?$orderby={order}&$top=2345";
        while (link is not null)
        {
            var page = await _house.GetJsonAsync("/missions/bulk/ops/odata/v1/" + link);
            seen.AddRange(page["value"]!.AsArray().Select(p => p!["Id"]!.GetValue<string>()));
            link = page["@odata.nextLink"]?.GetValue<string>();
        }
        Assert.Equal(2_345, seen.Count);
        Assert.Equal(2_345, seen.Distinct().Count());
    }
}

public sealed class ContractTestsOnSqlite(SqliteHouse house) : ContractTests(house), IClassFixture<SqliteHouse>;

public sealed class ContractTestsOnPostgres(PostgresHouse house) : ContractTests(house), IClassFixture<PostgresHouse>;
