using System.Net;
using System.Net.Http.Json;
using Gantry.Api;
using Microsoft.AspNetCore.Http;

namespace Gantry.Security.Tests;

public sealed class SessionTests : IAsyncLifetime
{
    private SecurityHost _host = null!;
    private string _cookie = "";
    private SessionView _session = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SecurityHost.StartAsync();
        await _host.AddAsync("alice", "operator:neo:*");
        using var answer = await _host.SendAsync(HttpMethod.Post, "/api/v1/session", null, new LogIn("alice", SecurityHost.Password));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var set = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        foreach (var part in new[] { "gantry=gts_", "httponly", "samesite=strict", "path=/", "max-age=43200" })
            Assert.Contains(part, set, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", set, StringComparison.OrdinalIgnoreCase);
        _cookie = set.Split(';')[0];
        _session = (await answer.Content.ReadFromJsonAsync<SessionView>())!;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Is_told_to_its_owner_and_ended_by_it()
    {
        using var get = await SendAsync(HttpMethod.Get, "/api/v1/session");
        var again = (await get.Content.ReadFromJsonAsync<SessionView>())!;
        Assert.Equal((_session.CsrfToken, "alice"), (again.CsrfToken, again.Me.Name));

        using var ended = await SendAsync(HttpMethod.Delete, "/api/v1/session", (CsrfGuard.Header, _session.CsrfToken));
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Contains("max-age=0", Assert.Single(ended.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
        await SecurityHost.RefusedAsync(await SendAsync(HttpMethod.Get, "/api/v1/session"), 401, "access.session_ended");
    }

    [Fact]
    public async Task Ends_with_its_time()
    {
        _host.Clock.Advance(TimeSpan.FromHours(12));
        await SecurityHost.RefusedAsync(await SendAsync(HttpMethod.Get, "/api/v1/me"), 401, "access.session_ended");
    }

    [Fact]
    public async Task Changes_need_the_token_and_the_same_origin()
    {
        var own = _host.Address.GetLeftPart(UriPartial.Authority);
        var token = (CsrfGuard.Header, _session.CsrfToken);
        using var other = await _host.SendAsync(HttpMethod.Post, "/api/v1/session", null, new LogIn("alice", SecurityHost.Password));
        var foreignToken = (await other.Content.ReadFromJsonAsync<SessionView>())!.CsrfToken;

        await MayAsync(true, token);
        await MayAsync(true, token, ("Origin", own));
        await MayAsync(true, token, ("Sec-Fetch-Site", "same-origin"));
        await MayAsync(true, token, ("Origin", own), ("Sec-Fetch-Site", "same-origin"));
        await MayAsync(false);
        await MayAsync(false, ("Origin", own), ("Sec-Fetch-Site", "same-origin"));
        await MayAsync(false, (CsrfGuard.Header, ""));
        await MayAsync(false, (CsrfGuard.Header, "wrong"));
        await MayAsync(false, (CsrfGuard.Header, foreignToken));
        await MayAsync(false, (CsrfGuard.Header, _session.CsrfToken + "x"));
        await MayAsync(false, (CsrfGuard.Header, _session.CsrfToken[..^1]));
        foreach (var origin in new[] { "null", "https://evil.example", own + ".evil.example", own.Replace("http:", "https:", StringComparison.Ordinal), "http://127.0.0.1:1", "garbage", "" })
            await MayAsync(false, token, ("Origin", origin));
        foreach (var site in new[] { "cross-site", "same-site", "none", "" })
            await MayAsync(false, token, ("Sec-Fetch-Site", site));
        await MayAsync(false, token, ("Origin", own), ("Sec-Fetch-Site", "cross-site"));

        async Task MayAsync(bool expected, params (string, string)[] headers)
        {
            using var answer = await SendAsync(HttpMethod.Post, "/change", headers);
            Assert.True(answer.StatusCode == (expected ? HttpStatusCode.OK : HttpStatusCode.Forbidden), $"{answer.StatusCode} for {string.Join(", ", headers)}");
            if (!expected)
                Assert.Equal("access.csrf", await SecurityHost.CodeAsync(answer));
        }
    }

    [Fact]
    public async Task Reading_needs_no_token()
    {
        using var me = await SendAsync(HttpMethod.Get, "/api/v1/me", ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
    }

    [Fact]
    public async Task A_header_goes_before_the_cookie()
    {
        using var both = await SendAsync(HttpMethod.Post, "/change", ("Authorization", SecurityHost.Admin.ToString()));
        Assert.Equal(HttpStatusCode.OK, both.StatusCode);
        using var bad = await SendAsync(HttpMethod.Get, "/api/v1/me", ("Authorization", "Bearer wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, bad.StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_no_bearer_token_and_a_bearer_token_no_cookie()
    {
        var text = _cookie["gantry=".Length..];
        await SecurityHost.RefusedAsync(await _host.GetAsync("/api/v1/me", SecurityHost.Bearer(text)), 401, "access.bad_token");
        var tokens = await _host.LogInAsync("alice");
        _cookie = "gantry=" + tokens.AccessToken;
        await SecurityHost.RefusedAsync(await SendAsync(HttpMethod.Get, "/api/v1/me"), 401, "access.session_ended");
        await SecurityHost.RefusedAsync(await _host.GetAsync("/api/v1/session", SecurityHost.Bearer(tokens.AccessToken)), 404, "security.no_session");
    }

    [Fact]
    public async Task A_foreign_page_cannot_log_its_visitor_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session") { Content = JsonContent.Create(new LogIn("alice", SecurityHost.Password)) };
        request.Headers.Add("Origin", "https://evil.example");
        await SecurityHost.RefusedAsync(await _host.Http.SendAsync(request), 403, "access.csrf");
    }

    [Fact]
    public async Task A_failed_log_in_makes_no_session_and_waits_like_any_other()
    {
        for (var i = 0; i < 5; i++)
        {
            using var answer = await _host.SendAsync(HttpMethod.Post, "/api/v1/session", null, new LogIn("alice", $"wrong {i}"));
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
        using var slowed = await _host.SendAsync(HttpMethod.Post, "/api/v1/session", null, new LogIn("alice", "wrong again"));
        Assert.Equal(TimeSpan.FromSeconds(1), slowed.Headers.RetryAfter!.Delta);
        await SecurityHost.RefusedAsync(slowed, 429, "access.slow_down");
    }

    [Fact]
    public async Task A_new_password_keeps_this_session_and_ends_the_others()
    {
        using var other = await _host.SendAsync(HttpMethod.Post, "/api/v1/session", null, new LogIn("alice", SecurityHost.Password));
        var otherCookie = other.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/me/password") { Content = JsonContent.Create(new ChangePassword(SecurityHost.Password, "another good password")) };
        request.Headers.Add("Cookie", _cookie);
        request.Headers.Add(CsrfGuard.Header, _session.CsrfToken);
        using var changed = await _host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        using var mine = await SendAsync(HttpMethod.Get, "/api/v1/me");
        Assert.Equal(HttpStatusCode.OK, mine.StatusCode);
        _cookie = otherCookie;
        await SecurityHost.RefusedAsync(await SendAsync(HttpMethod.Get, "/api/v1/me"), 401, "access.session_ended");
    }

    [Fact]
    public void Over_tls_the_cookie_is_one_that_nobody_else_can_plant()
    {
        var http = new DefaultHttpContext { Request = { Scheme = "https", Host = new("gantry.example") } };
        SessionCookie.Set(http, "gts_x", TimeSpan.FromHours(1));
        var set = http.Response.Headers.SetCookie.ToString();
        Assert.StartsWith("__Host-gantry=gts_x;", set, StringComparison.Ordinal);
        Assert.Contains("secure", set, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", set, StringComparison.OrdinalIgnoreCase);
        http.Request.Headers.Cookie = "gantry=planted";
        Assert.Null(SessionCookie.Read(http));
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", _cookie);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return _host.Http.SendAsync(request);
    }
}
