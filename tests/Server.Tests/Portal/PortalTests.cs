using System.Net;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Portal;

/// <summary>How the portal is handed out; what it does is tried in a browser, in portal/e2e.</summary>
public sealed class PortalTests(SqliteHouse fixture) : IClassFixture<SqliteHouse>
{
    private readonly House _house = fixture.House;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/journal?kind=hub.product_published")]
    [InlineData("/access/deep/in")]
    public async Task Every_address_of_the_portal_is_a_page_that_anybody_gets(string address)
    {
        using var stranger = _house.Client(null, null);
        using var answer = await stranger.GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_known_already_is_not_sent_again()
    {
        using var first = await _house.Admin.GetAsync("/", Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var second = await _house.Admin.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/nothing", "GET")]
    [InlineData("/nothing", "GET")]
    [InlineData("/nothing", "POST")]
    [InlineData("/assets/nothing.js", "GET")]
    public async Task What_is_no_address_of_the_portal_stays_unknown(string address, string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        using var answer = await _house.Admin.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("web.no_such_address", await answer.CodeAsync());
    }

    [Fact]
    public async Task Its_files_are_kept_for_ever_and_come_compressed()
    {
        var page = await _house.Admin.GetStringAsync("/", Ct);
        var script = System.Text.RegularExpressions.Regex.Match(page, "/assets/[^\"]+\\.js").Value;
        Needs.That(script.Length > 0, "The portal was not built: Node.js 20 or newer is not on this machine (apt-get install nodejs npm).");
        foreach (var encoding in (string[])["br", "gzip", ""])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, script);
            if (encoding.Length > 0)
                request.Headers.AcceptEncoding.ParseAdd(encoding);
            using var answer = await _house.Admin.SendAsync(request, Ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl?.ToString());
            Assert.Equal(encoding, string.Join(",", answer.Content.Headers.ContentEncoding));
        }
    }

    [Fact]
    public async Task The_page_holds_no_script_and_no_style_of_its_own()
    {
        var page = await _house.Admin.GetStringAsync("/", Ct);
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]*src=)", page);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
    }
}

