using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Gantry.Api;

namespace Gantry.Security.Tests;

public sealed class TokenEndpointTests
{
    [Theory]
    [InlineData("/oauth2/token")]
    [InlineData("/token")]
    public async Task Gives_tokens_for_a_name_and_password(string address)
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice", "viewer:neo:ops");
        using var answer = await host.FormAsync(address, null, ("grant_type", "password"), ("username", "alice"), ("password", SecurityHost.Password), ("client_id", "any-program"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("\"token_type\":\"Bearer\"", text, StringComparison.Ordinal);
        var tokens = (await answer.Content.ReadFromJsonAsync<TokenAnswer>())!;
        Assert.Equal((600, 3600), (tokens.ExpiresIn, tokens.RefreshExpiresIn));
        Assert.StartsWith("gta_", tokens.AccessToken, StringComparison.Ordinal);
        Assert.StartsWith("gtr_", tokens.RefreshToken, StringComparison.Ordinal);

        var me = await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Bearer(tokens.AccessToken));
        Assert.Equal("alice", me.Name);
        Assert.Equal(host.Clock.GetUtcNow().AddMinutes(10), me.ExpiresAt);
        await SecurityHost.RefusedAsync(await host.GetAsync("/api/v1/me", SecurityHost.Bearer(tokens.RefreshToken!)), 401, "access.bad_token");
    }

    [Fact]
    public async Task Gives_a_token_to_a_service_by_either_way_of_showing_its_secret()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("robot", "operator:neo:*", "service");
        using var posted = await host.TokenAsync(("grant_type", "client_credentials"), ("client_id", "robot"), ("client_secret", SecurityHost.Password));
        using var basic = await host.FormAsync("/oauth2/token", SecurityHost.Basic("robot", SecurityHost.Password), ("grant_type", "client_credentials"));
        foreach (var answer in new[] { posted, basic })
        {
            var tokens = (await answer.Content.ReadFromJsonAsync<TokenAnswer>())!;
            Assert.Null(tokens.RefreshToken);
            Assert.Equal("robot", (await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Bearer(tokens.AccessToken))).Name);
        }
    }

    [Fact]
    public async Task Refuses_in_the_words_of_the_standard()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice", "viewer:neo:ops");
        await host.AddAsync("robot", "", "service");
        await RefusesAsync(400, "invalid_grant", null, ("grant_type", "password"), ("username", "alice"), ("password", "wrong"));
        await RefusesAsync(401, "invalid_client", null, ("grant_type", "client_credentials"), ("client_id", "robot"), ("client_secret", "wrong"));
        await RefusesAsync(401, "invalid_client", SecurityHost.Basic("robot", "wrong"), ("grant_type", "client_credentials"));
        await RefusesAsync(401, "invalid_client", null, ("grant_type", "client_credentials"), ("client_id", "robot"));
        await RefusesAsync(401, "invalid_client", SecurityHost.Bearer("x"), ("grant_type", "client_credentials"));
        await RefusesAsync(401, "invalid_client", new("Basic", "???"), ("grant_type", "client_credentials"));
        await RefusesAsync(401, "invalid_client", SecurityHost.Basic("robot", "wrong"), ("grant_type", "password"), ("username", "alice"), ("password", SecurityHost.Password));
        await RefusesAsync(400, "unauthorized_client", null, ("grant_type", "client_credentials"), ("client_id", "alice"), ("client_secret", SecurityHost.Password));
        await RefusesAsync(400, "unsupported_grant_type", null, ("grant_type", "authorization_code"));
        await RefusesAsync(400, "invalid_request", null, ("username", "alice"));
        await RefusesAsync(400, "invalid_request", null, ("grant_type", "password"), ("username", "alice"));
        await RefusesAsync(400, "invalid_request", null, ("grant_type", "password"), ("grant_type", "password"), ("username", "alice"), ("password", "x"));
        await RefusesAsync(400, "invalid_request", null, ("grant_type", "refresh_token"));
        await RefusesAsync(400, "invalid_request", SecurityHost.Basic("robot", "x"), ("grant_type", "client_credentials"), ("client_secret", "y"));
        await RefusesAsync(400, "invalid_grant", null, ("grant_type", "refresh_token"), ("refresh_token", "nonsense"));
        await RefusesAsync(400, "invalid_scope", null, ("grant_type", "password"), ("username", "alice"), ("password", SecurityHost.Password), ("scope", "operator:neo:ops"));
        await RefusesAsync(400, "invalid_scope", null, ("grant_type", "password"), ("username", "alice"), ("password", SecurityHost.Password), ("scope", "viewer:NEO:ops"));
        await RefusesAsync(400, "invalid_request", null, ("grant_type", "password"), ("username", new string('x', 20_000)), ("password", "x"));

        using var json = await host.SendAsync(HttpMethod.Post, "/oauth2/token", null, new { grant_type = "password" });
        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);

        async Task RefusesAsync(int status, string error, AuthenticationHeaderValue? authorization, params (string, string)[] fields)
        {
            using var answer = await host.FormAsync("/oauth2/token", authorization, fields);
            var refusal = await answer.Content.ReadFromJsonAsync<TokenRefusal>();
            Assert.Equal((status, error), ((int)answer.StatusCode, refusal!.Error));
            Assert.True(answer.Headers.CacheControl!.NoStore);
            if (status == 401 && authorization is not null)
                Assert.Equal("Basic", answer.Headers.WwwAuthenticate.Single().Scheme);
        }
    }

    [Fact]
    public async Task Access_ends_with_its_time()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice");
        var tokens = await host.LogInAsync("alice");
        host.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Bearer(tokens.AccessToken));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await SecurityHost.RefusedAsync(await host.GetAsync("/api/v1/me", SecurityHost.Bearer(tokens.AccessToken)), 401, "access.bad_token");
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_rotates()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice");
        var first = await host.LogInAsync("alice");
        host.Clock.Advance(TimeSpan.FromMinutes(50));
        var second = await RefreshedAsync(host, first.RefreshToken!);
        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Bearer(second.AccessToken));
        host.Clock.Advance(TimeSpan.FromMinutes(60));
        using var late = await RefreshAsync(host, second.RefreshToken!);
        Assert.Equal("invalid_grant", (await late.Content.ReadFromJsonAsync<TokenRefusal>())!.Error);
    }

    [Fact]
    public async Task A_refresh_token_used_twice_ends_the_whole_log_in_and_nothing_else()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice");
        var other = await host.LogInAsync("alice");
        var first = await host.LogInAsync("alice");
        var second = await RefreshedAsync(host, first.RefreshToken!);
        using var again = await RefreshAsync(host, first.RefreshToken!);
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);

        await SecurityHost.RefusedAsync(await host.GetAsync("/api/v1/me", SecurityHost.Bearer(second.AccessToken)), 401, "access.bad_token");
        using var stolen = await RefreshAsync(host, second.RefreshToken!);
        Assert.Equal(HttpStatusCode.BadRequest, stolen.StatusCode);
        await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Bearer(other.AccessToken));
        var told = Assert.Single(await host.JournalAsync("security.refresh_reused"));
        Assert.Equal("alice", (string?)told.DataNode()["name"]);
    }

    [Fact]
    public async Task Of_many_refreshes_at_once_at_most_one_is_answered()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice");
        var first = await host.LogInAsync("alice");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RefreshAsync(host, first.RefreshToken!)));
        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
    }

    [Fact]
    public async Task Revoked_tokens_are_refused_at_once()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice");
        var tokens = await host.LogInAsync("alice");
        using var access = await host.FormAsync("/oauth2/revoke", null, ("token", tokens.AccessToken));
        Assert.Equal(HttpStatusCode.OK, access.StatusCode);
        await SecurityHost.RefusedAsync(await host.GetAsync("/api/v1/me", SecurityHost.Bearer(tokens.AccessToken)), 401, "access.bad_token");

        var next = await RefreshedAsync(host, tokens.RefreshToken!);
        using var refresh = await host.FormAsync("/oauth2/revoke", null, ("token", next.RefreshToken!), ("token_type_hint", "refresh_token"));
        await SecurityHost.RefusedAsync(await host.GetAsync("/api/v1/me", SecurityHost.Bearer(next.AccessToken)), 401, "access.bad_token");
        using var unknown = await host.FormAsync("/oauth2/revoke", null, ("token", "whatever"));
        Assert.Equal(HttpStatusCode.OK, unknown.StatusCode);
        using var none = await host.FormAsync("/oauth2/revoke", null, ("x", "y"));
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
    }

    [Fact]
    public async Task A_scope_narrows_the_token_and_what_is_refreshed_from_it()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice", "operator:neo:* viewer:swot:*");
        var tokens = await host.LogInAsync("alice", scope: "openid viewer:neo:ops");
        await MayAsync(host, tokens, "product.read/neo/ops", true);
        await MayAsync(host, tokens, "product.put/neo/ops", false);
        await MayAsync(host, tokens, "product.read/neo/dev", false);
        await MayAsync(host, tokens, "product.read/swot/ops", false);

        var refreshed = await RefreshedAsync(host, tokens.RefreshToken!);
        await MayAsync(host, refreshed, "product.read/neo/ops", true);
        await MayAsync(host, refreshed, "product.put/neo/ops", false);
        using var broader = await RefreshAsync(host, refreshed.RefreshToken!, "operator:neo:ops");
        Assert.Equal("invalid_scope", (await broader.Content.ReadFromJsonAsync<TokenRefusal>())!.Error);
        await host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Bearer(refreshed.AccessToken));
    }

    [Fact]
    public async Task Fewer_grants_reach_live_tokens_at_once_and_a_disabling_ends_them_for_good()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice", "operator:neo:*");
        var tokens = await host.LogInAsync("alice");
        await MayAsync(host, tokens, "product.put/neo/dev", true);
        await host.ReadAsync<UserView>(HttpMethod.Patch, "/api/v1/users/alice", SecurityHost.Admin, new ChangeUser(Grants: SecurityHost.Views("viewer:neo:*")));
        await MayAsync(host, tokens, "product.put/neo/dev", false);
        await MayAsync(host, tokens, "product.read/neo/dev", true);

        await host.ReadAsync<UserView>(HttpMethod.Patch, "/api/v1/users/alice", SecurityHost.Admin, new ChangeUser(IsDisabled: true));
        await SecurityHost.RefusedAsync(await host.GetAsync("/api/v1/me", SecurityHost.Bearer(tokens.AccessToken)), 401, "access.bad_token");
        await host.ReadAsync<UserView>(HttpMethod.Patch, "/api/v1/users/alice", SecurityHost.Admin, new ChangeUser(IsDisabled: false));
        await SecurityHost.RefusedAsync(await host.GetAsync("/api/v1/me", SecurityHost.Bearer(tokens.AccessToken)), 401, "access.bad_token");
        using var refresh = await RefreshAsync(host, tokens.RefreshToken!);
        Assert.Equal(HttpStatusCode.BadRequest, refresh.StatusCode);
        Assert.NotNull(await host.LogInAsync("alice"));
    }

    [Fact]
    public async Task Tokens_are_stored_as_hashes_alone()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice");
        var tokens = await host.LogInAsync("alice");
        await host.StopAsync();
        var stored = string.Concat(Directory.GetFiles(host.Folder).Where(f => !f.EndsWith(".owner", StringComparison.Ordinal)).Select(f => File.ReadAllText(f, System.Text.Encoding.Latin1)));
        Assert.Contains(Digest.Of(tokens.AccessToken).Hex, stored, StringComparison.Ordinal);
        foreach (var secret in new[] { tokens.AccessToken, tokens.RefreshToken!, tokens.AccessToken[4..], SecurityHost.Password, SecurityHost.AdminSecret })
            Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> RefreshAsync(SecurityHost host, string refresh, string? scope = null) => scope is null
        ? host.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refresh))
        : host.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refresh), ("scope", scope));

    private static async Task<TokenAnswer> RefreshedAsync(SecurityHost host, string refresh)
    {
        using var answer = await RefreshAsync(host, refresh);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<TokenAnswer>())!;
    }

    private static async Task MayAsync(SecurityHost host, TokenAnswer tokens, string what, bool expected)
    {
        using var answer = await host.GetAsync($"/try/{what}", SecurityHost.Bearer(tokens.AccessToken));
        Assert.Equal(expected ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
