using System.Net;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Products;

public abstract class ODataTests(SharedHouse fixture) : IAsyncLifetime
{
    private readonly House _house = fixture.House;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _house.MissionAsync("one");
        await _house.MissionAsync("two");
        for (var i = 0; i < 25; i++)
            (await _house.PutAsync($"f{i:00}.bin", RandomStream.Bytes(i, 10 + i), "one")).EnsureSuccessStatusCode();
        (await _house.PutAsync("other.txt", [1], "two", "aiv")).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<string[]> NamesAsync(string query) =>
        [.. (await _house.GetJsonAsync("/odata/v1/Products?" + query))["value"]!.AsArray().Select(p => p!["Name"]!.GetValue<string>())];

    [Theory]
    [InlineData("$filter=Name eq 'f03.bin'", "f03.bin")]
    [InlineData("$filter='f03.bin' EQ Name", "f03.bin")]
    [InlineData("$filter=endswith(Name,'4.bin') AND (ContentLength lt 25)", "f04.bin,f14.bin")]
    [InlineData("$filter=contains(Name,'2') and not startswith(Name,'f2')&$orderby=Name desc", "f12.bin,f02.bin")]
    [InlineData("$filter=Name in ('f01.bin', 'f00.bin')&$orderby=Name", "f00.bin,f01.bin")]
    [InlineData("$filter=contains(Name,'%25')", "")]
    public async Task Filters_are_answered_by_the_database(string query, string names) =>
        Assert.Equal(names, string.Join(',', await NamesAsync(query)));

    [Fact]
    public async Task Following_the_next_links_shows_everything_once()
    {
        var seen = new List<string>();
        string? link = "Products?$orderby=ContentLength desc&$count=true&$filter=endswith(Name,'.bin')";
        var pages = 0;
        while (link is not null)
        {
            // Pages of seven: the client's $top is for all pages together, so it is asked anew each time.
            var page = await _house.GetJsonAsync("/odata/v1/" + link + (pages == 0 ? "&$top=25" : ""));
            Assert.Equal(25, page["@odata.count"]!.GetValue<int>());
            seen.AddRange(page["value"]!.AsArray().Select(p => p!["Name"]!.GetValue<string>()));
            link = page["@odata.nextLink"]?.GetValue<string>();
            pages++;
        }
        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal(seen.OrderDescending(), seen);
    }

    [Fact]
    public async Task An_environments_own_door_shows_only_that()
    {
        var page = await _house.GetJsonAsync("/missions/two/aiv/odata/v1/Products");
        Assert.Equal("other.txt", Assert.Single(page["value"]!.AsArray())!["Name"]!.GetValue<string>());
        Assert.Empty((await _house.GetJsonAsync("/missions/two/ops/odata/v1/Products"))["value"]!.AsArray());
    }

    [Fact]
    public async Task A_client_sees_only_what_it_was_granted()
    {
        using var viewer = await _house.UserAsync("narrow-viewer", "viewer", "two", "aiv");
        var seen = await (await viewer.GetAsync("/odata/v1/Products?$count=true", Ct)).JsonAsync();
        Assert.Equal(1, seen["@odata.count"]!.GetValue<int>());
        var hidden = (await _house.GetJsonAsync("/odata/v1/Products?$top=1&$filter=startswith(Name,'f')"))["value"]![0]!["Id"];
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.GetAsync($"/odata/v1/Products({hidden})", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.GetAsync($"/odata/v1/Products({hidden})/$value", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync("/missions/one/ops/odata/v1/Products", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("$filter=Nope eq 1")]
    [InlineData("$filter=Name eq 'x")]
    [InlineData("$top=-1")]
    [InlineData("$banana=1")]
    [InlineData("$filter=Name eq '' or 1 eq 1; drop table hub_product")]
    [InlineData("$orderby=Name;drop")]
    public async Task What_is_not_understood_is_400_in_the_interfaces_own_form(string query)
    {
        var answer = await _house.Admin.GetAsync("/odata/v1/Products?" + query, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty((await answer.JsonAsync())["error"]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_quoted_key_is_a_key()
    {
        var product = (await _house.GetJsonAsync("/odata/v1/Products?$filter=Name eq 'f07.bin'"))["value"]![0]!;
        var one = await _house.GetJsonAsync($"/odata/v1/Products('{product["Id"]}')");
        Assert.Equal("$metadata#Products/$entity", one["@odata.context"]!.GetValue<string>());
        Assert.Equal("f07.bin", one["Name"]!.GetValue<string>());
    }
}

public sealed class ODataTestsOnSqliteAndFolder(SqliteHouse house) : ODataTests(house), IClassFixture<SqliteHouse>;

public sealed class ODataTestsOnPostgresAndS3(ServersHouse house) : ODataTests(house), IClassFixture<ServersHouse>;
