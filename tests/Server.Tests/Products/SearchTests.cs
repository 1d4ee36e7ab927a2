using System.Net;
using Xunit;

namespace Gantry.Server.Tests.Products;

/// <summary>The search beside the doors of standards: the same filter, the same products, and how they divide.</summary>
public sealed class SearchTests
{
    private const string Search = "/api/v1/missions/demo/environments/ops/product-search";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_filter_finds_products_in_pages_and_the_facets_count_them_exactly()
    {
        await using var house = await House.StartAsync();
        await FindsAsync(house);
    }

    [Fact]
    public async Task It_is_so_on_servers_too()
    {
        await using var house = await House.StartOnServersAsync();
        await FindsAsync(house);
    }

    [Fact]
    public async Task What_is_not_understood_says_where()
    {
        await using var house = await House.StartAsync();
        await house.MissionAsync();
        foreach (var (address, code) in new[] { ($"{Search}?filter=Name%20eq", "hub.bad_search_filter"), ($"{Search}/facets?filter=Name%20eq", "hub.bad_search_filter"), ($"{Search}?order=size", "hub.no_such_order"), ($"{Search}?after=x", "web.bad_page") })
        {
            var answer = await house.Admin.GetAsync(address, Ct);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, code), (answer.StatusCode, await answer.CodeAsync()));
        }
        using var stranger = await house.UserAsync("stranger", "viewer", "other");
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(Search, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"{Search}/facets", Ct)).StatusCode);
    }

    private static async Task FindsAsync(House house)
    {
        await house.MissionAsync();
        for (var i = 0; i < 7; i++)
            (await house.PutAsync($"file{i}.{(i < 5 ? "bin" : "txt")}", [(byte)i])).EnsureSuccessStatusCode();

        Assert.Equal(["file6.txt", "file5.txt", "file4.bin", "file3.bin", "file2.bin", "file1.bin", "file0.bin"], await NamesAsync(house, "?limit=3"));
        Assert.Equal(["file0.bin", "file1.bin", "file2.bin", "file3.bin", "file4.bin"], await NamesAsync(house, "?order=name&limit=2&filter=endswith(Name,'.bin')"));
        Assert.Equal(["file3.bin"], await NamesAsync(house, "?filter=contains(Name,'le3')"));
        Assert.Equal(["file6.txt", "file5.txt"], await NamesAsync(house, "?filter=endswith(Name,'.txt') and contains(Name,'file')"));
        Assert.Equal(["file4.bin"], await NamesAsync(house, "?filter=startswith(Name,'file') and contains(Name,'4.b')"));
        Assert.Equal((2, "TXT 2"), await FacetsAsync(house, "?filter=contains(Name,'txt')"));
        Assert.Equal((7, "BIN 5, TXT 2"), await FacetsAsync(house, ""));
        Assert.Equal((3, "TXT 2, BIN 1"), await FacetsAsync(house, "?filter=Name%20ge%20'file4'"));
        const string onlyText = "?filter=Attributes/OData.CSC.StringAttribute/any(a:a/Name%20eq%20'productType'%20and%20a/OData.CSC.StringAttribute/Value%20eq%20'TXT')";
        Assert.Equal((2, "TXT 2"), await FacetsAsync(house, onlyText));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_part_of_a_name_is_found_as_it_is_written(bool onServers)
    {
        await using var house = onServers ? await House.StartOnServersAsync() : await House.StartAsync();
        await house.MissionAsync();
        foreach (var name in new[] { "S1A_OPER_000123.bin", "S1AxOPERx000123.bin", "s1a_oper_000123.bin", "a-b (c).bin", "ab.bin" })
            (await house.PutAsync(name, [1])).EnsureSuccessStatusCode();
        foreach (var (part, found) in new (string, string[])[]
        {
            ("1A_OPER", ["S1A_OPER_000123.bin"]),
            ("oper_000123", ["s1a_oper_000123.bin"]),
            ("000123.b", ["s1a_oper_000123.bin", "S1AxOPERx000123.bin", "S1A_OPER_000123.bin"]),
            ("-b (", ["a-b (c).bin"]), ("ab", ["ab.bin"]), ("1A%OPER", []), ("1A*OPER", []), ("\"1A\" OR \"", []), ("it''s", []), ("1A\\_", []),
        })
            Assert.Equal(found, await NamesAsync(house, $"?filter={Uri.EscapeDataString($"contains(Name,'{part}')")}"));
        Assert.Equal(["S1A_OPER_000123.bin"], await NamesAsync(house, $"?filter={Uri.EscapeDataString("contains(Name,'000') and contains(Name,'A_O') and endswith(Name,'123.bin')")}"));

        // What is deleted is found no more.
        (await house.Admin.DeleteAsync($"{House.Products("demo", "ops")}/S1A_OPER_000123.bin?reason=enough", Ct)).EnsureSuccessStatusCode();
        Assert.Empty(await NamesAsync(house, "?filter=contains(Name,'1A_OPER')"));
    }

    private static async Task<List<string>> NamesAsync(House house, string query)
    {
        var names = new List<string>();
        string? after = null;
        do
        {
            var page = await house.GetJsonAsync($"{Search}{query}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}");
            names.AddRange(page["items"]!.AsArray().Select(p => p!["name"]!.GetValue<string>()));
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);
        return names;
    }

    private static async Task<(long, string)> FacetsAsync(House house, string query)
    {
        var facets = await house.GetJsonAsync($"{Search}/facets{query}");
        var types = facets["facets"]!.AsArray().Single(f => f!["attribute"]!.GetValue<string>() == "productType")!;
        return (facets["count"]!.GetValue<long>(), string.Join(", ", types["values"]!.AsArray().Select(v => $"{v!["value"]} {v["count"]}")));
    }
}
