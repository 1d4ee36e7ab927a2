using System.Net.Http.Json;
using Xunit;

namespace Gantry.Server.Tests.Edges;

public sealed class ProxyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_named_proxy_is_believed_that_the_client_came_over_TLS()
    {
        await using var house = await House.StartAsync(("listen.proxies", "127.0.0.1, ::1"));
        Assert.Contains("secure", await CookieAsync(house), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Anybody_else_is_not()
    {
        await using var house = await House.StartAsync(("listen.proxies", "10.1.0.0/16"));
        Assert.DoesNotContain("secure", await CookieAsync(house), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("10.1.0.0/16, somewhere")]
    [InlineData("10.1.0.0/64")]
    public void A_network_that_is_none_is_refused(string value)
    {
        var refused = Settings.Compose(Areas.Settings, [("listen.proxies", value, "test")]);
        Assert.False(refused.TryGet(out _, out var fault));
        Assert.Contains("neither an address nor a network", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issuer_without_an_audience_is_refused_in_words()
    {
        var refusal = await Assert.ThrowsAsync<SettingsRefusedException>(() => House.StartAsync(("oidc.esa.issuer", "https://id.example.org")));
        Assert.Contains("oidc.esa.audience", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<string> CookieAsync(House house)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session")
        {
            Content = JsonContent.Create(new { name = "admin", password = House.Secret }),
            Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "203.0.113.7" } },
        };
        using var client = house.Client(null, null);
        var answer = await client.SendAsync(request, Ct);
        answer.EnsureSuccessStatusCode();
        return string.Join(";", answer.Headers.GetValues("Set-Cookie"));
    }
}
