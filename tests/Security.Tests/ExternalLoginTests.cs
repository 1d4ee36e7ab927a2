using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Web;
using Gantry.Api;

namespace Gantry.Security.Tests;

/// <summary>A browser logs in to the portal by an external issuer.</summary>
public sealed class ExternalLoginTests : IAsyncLifetime
{
    private FakeIssuer _issuer = null!;
    private SecurityHost _host = null!;
    private HttpClient _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _issuer = await FakeIssuer.StartAsync();
        _host = await SecurityHost.StartAsync(FakeLogIns.SettingsOf(_issuer));
        _issuer.LogIns.Now = _host.Clock.GetUtcNow;
        _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = _host.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task Comes_back_with_a_session_that_has_the_roles_that_the_issuer_named()
    {
        _issuer.LogIns.Roles = ["operator:neo:ops", "offline"];
        Assert.Equal(["lab"], (await _browser.GetFromJsonAsync<Page<LoginIssuerView>>("/api/v1/session/issuers"))!.Items.Select(i => i.Name));

        Assert.Equal("/runs/neo/ops?state=failed", await LogInAsync("/runs/neo/ops?state=failed"));
        var session = (await _browser.GetFromJsonAsync<SessionView>("/api/v1/session"))!;
        Assert.Equal(("lab:alice", "external"), (session.Me.Name, session.Me.Kind));
        Assert.Equal([new GrantView("operator", "neo", "ops")], session.Me.Grants);
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/try/product.put/neo/ops")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _browser.GetAsync("/try/product.put/neo/dev")).StatusCode);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (await ChangeAsync(session.CsrfToken), await ChangeAsync(null)));
        Assert.Contains("\"issuer\":\"lab\"", Assert.Single(await _host.JournalAsync("security.login_succeeded")).Data, StringComparison.Ordinal);

        // The session outlives the identity token, and ends with its own time, or when the person is disabled.
        _host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/api/v1/me")).StatusCode);
        await _host.ReadAsync<UserView>(HttpMethod.Patch, "/api/v1/users/lab:alice", SecurityHost.Admin, new ChangeUser(IsDisabled: true));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _browser.GetAsync("/api/v1/me")).StatusCode);
    }

    [Theory]
    [InlineData("//elsewhere.example/")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    [InlineData(null)]
    public async Task Leads_nowhere_but_home(string? to) => Assert.Equal("/", await LogInAsync(to));

    [Theory]
    [InlineData("nonce")]
    [InlineData("aud")]
    [InlineData("azp")]
    [InlineData("exp")]
    public async Task A_token_for_something_else_lets_nobody_in(string claim)
    {
        _issuer.LogIns.Twist = claims => claims[claim] = claim == "exp" ? (JsonNode)(_host.Clock.GetUtcNow().AddMinutes(-5).ToUnixTimeSeconds()) : "another";
        Assert.Equal($"/?refused=access.token_{(claim == "exp" ? "expired" : "refused")}", await LogInAsync("/"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _browser.GetAsync("/api/v1/me")).StatusCode);
    }

    [Fact]
    public async Task An_answer_that_this_browser_did_not_ask_for_is_refused()
    {
        using var begun = await _browser.GetAsync("/api/v1/session/issuers/lab");
        using var back = await _host.Http.GetAsync(begun.Headers.Location);
        var answer = back.Headers.Location!;
        // Somebody else's browser, sent there by a link.
        Assert.Equal("/?refused=access.login_not_begun", (await _host.Http.GetAsync(answer)).Headers.Location!.OriginalString);
        // Another state than the one this browser holds.
        var forged = answer.AbsoluteUri.Replace("state=", "state=x", StringComparison.Ordinal);
        Assert.Equal("/?refused=access.login_not_begun", (await _browser.GetAsync(forged)).Headers.Location!.OriginalString);
        // That used it up: what it held is gone.
        Assert.Equal("/?refused=access.login_not_begun", (await _browser.GetAsync(answer)).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task What_was_begun_too_long_ago_begins_again()
    {
        using var begun = await _browser.GetAsync("/api/v1/session/issuers/lab");
        using var back = await _host.Http.GetAsync(begun.Headers.Location);
        _host.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("/?refused=access.login_not_begun", (await _browser.GetAsync(back.Headers.Location)).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task What_the_issuer_refuses_is_said_without_its_words()
    {
        using var begun = await _browser.GetAsync("/api/v1/session/issuers/lab");
        var state = HttpUtility.ParseQueryString(begun.Headers.Location!.Query)["state"];
        using var back = await _browser.GetAsync($"/api/v1/session/issuers/lab/callback?error=access_denied&error_description=Call+this+number&state={state}");
        Assert.Equal("/?refused=access.login_refused", back.Headers.Location!.OriginalString);

        using var again = await _browser.GetAsync("/api/v1/session/issuers/lab");
        state = HttpUtility.ParseQueryString(again.Headers.Location!.Query)["state"];
        using var invented = await _browser.GetAsync($"/api/v1/session/issuers/lab/callback?code=invented&state={state}");
        Assert.Equal("/?refused=access.login_not_confirmed", invented.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task An_issuer_that_is_not_there_is_named()
    {
        await SecurityHost.RefusedAsync(await _browser.GetAsync("/api/v1/session/issuers/other"), 404, "access.no_such_issuer");
        _issuer.IsGone = true;
        await SecurityHost.RefusedAsync(await _browser.GetAsync("/api/v1/session/issuers/lab"), 503, "access.login_issuer_unreachable");
    }

    /// <summary>There and back, as a browser does it; where it ends.</summary>
    private async Task<string> LogInAsync(string? to)
    {
        using var begun = await _browser.GetAsync($"/api/v1/session/issuers/lab{(to is null ? "" : $"?to={Uri.EscapeDataString(to)}")}");
        Assert.Equal(HttpStatusCode.Found, begun.StatusCode);
        Assert.Contains("samesite=lax", Assert.Single(begun.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
        using var back = await _host.Http.GetAsync(begun.Headers.Location);
        using var ended = await _browser.GetAsync(back.Headers.Location);
        return ended.Headers.Location!.OriginalString;
    }

    private async Task<HttpStatusCode> ChangeAsync(string? csrf)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/change");
        if (csrf is not null)
            request.Headers.Add(CsrfGuard.Header, csrf);
        using var answer = await _browser.SendAsync(request);
        return answer.StatusCode;
    }
}
