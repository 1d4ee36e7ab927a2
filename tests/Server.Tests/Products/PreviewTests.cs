using System.Net;
using System.Text;
using Gantry.Web;
using Xunit;

namespace Gantry.Server.Tests.Products;

/// <summary>Products as somebody looks at them in a browser.</summary>
public sealed class PreviewTests(SqliteHouse fixture) : IClassFixture<SqliteHouse>
{
    private const string Types = """
        types:
          - { name: PIC, pattern: '(?<of>.*)\.svg', contentType: image/svg+xml, attributes: { quicklookOf: '{of}.txt' } }
          - { name: ANY, pattern: '.*' }
        """;

    private readonly string _mission = "look" + Guid.CreateVersion7().ToString("N")[^8..];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Products => $"/api/v1/missions/{_mission}/environments/ops/products";

    [Fact]
    public async Task A_picture_comes_whole_and_can_do_nothing()
    {
        await PutAsync("night.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray());
        using var answer = await fixture.House.Admin.GetAsync($"{Products}/night.svg/preview", Ct);
        Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("sandbox", policy, StringComparison.Ordinal);
        Assert.Null(answer.Content.Headers.ContentDisposition);
    }

    [Fact]
    public async Task Of_a_text_the_beginning_is_shown_whatever_letters_the_cut_goes_through()
    {
        await PutAsync("short.obs", "one\ntwo\n"u8.ToArray());
        await PutAsync("long.csv", Encoding.UTF8.GetBytes("a" + new string('ü', Preview.LongestText)));
        Assert.Equal(("text/plain", "false", 8), await LookAsync("short.obs"));
        Assert.Equal(("text/plain", "true", Preview.LongestText), await LookAsync("long.csv"));
    }

    [Fact]
    public async Task What_is_neither_is_refused_with_a_reason()
    {
        await PutAsync("frames.bin", [0x1a, 0xcf, 0xfc, 0x1d, 0, 0, 1]);
        await PutAsync("large.png", new byte[Preview.LargestPicture + 1]);
        Assert.Equal("web.nothing_to_look_at", await (await fixture.House.Admin.GetAsync($"{Products}/frames.bin/preview", Ct)).CodeAsync());
        Assert.Equal("web.too_large_to_look_at", await (await fixture.House.Admin.GetAsync($"{Products}/large.png/preview", Ct)).CodeAsync());
        Assert.Equal("hub.no_such_product", await (await fixture.House.Admin.GetAsync($"{Products}/none.png/preview", Ct)).CodeAsync());
    }

    [Fact]
    public async Task A_product_lists_what_shows_it_and_a_mission_its_types()
    {
        await PutAsync("night.txt", "x\n"u8.ToArray());
        await PutAsync("night.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray());
        await PutAsync("other.svg", "<svg xmlns='http://www.w3.org/2000/svg' id='o'/>"u8.ToArray());
        var quicklooks = await fixture.House.GetJsonAsync($"{Products}/night.txt/quicklooks");
        Assert.Equal("night.svg", Assert.Single(quicklooks["items"]!.AsArray())!["name"]!.GetValue<string>());
        var types = (await fixture.House.GetJsonAsync($"/api/v1/missions/{_mission}/environments/ops/types"))["items"]!.AsArray();
        Assert.Equal(["PIC other.svg", "ANY night.txt"], types.Select(t => $"{t!["name"]} {t["newest"]}"));
        Assert.Empty((await fixture.House.GetJsonAsync("/api/v1/missions/nowhere/environments/ops/types"))["items"]!.AsArray());
    }

    private async Task<(string?, string, long?)> LookAsync(string name)
    {
        using var answer = await fixture.House.Admin.GetAsync($"{Products}/{name}/preview", Ct);
        return (answer.Content.Headers.ContentType!.MediaType, Assert.Single(answer.Headers.GetValues("Gantry-Cut")), answer.Content.Headers.ContentLength);
    }

    private async Task PutAsync(string name, byte[] content)
    {
        if (!(await fixture.House.Admin.GetAsync($"/api/v1/missions/{_mission}", Ct)).IsSuccessStatusCode)
            await fixture.House.MissionAsync(_mission, Types);
        (await fixture.House.PutAsync(name, content, _mission)).EnsureSuccessStatusCode();
    }
}
