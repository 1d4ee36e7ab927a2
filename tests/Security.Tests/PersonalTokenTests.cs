using System.Net;
using Gantry.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Security.Tests;

public sealed class PersonalTokenTests : IAsyncLifetime
{
    private SecurityHost _host = null!;

    private static System.Net.Http.Headers.AuthenticationHeaderValue Alice => SecurityHost.Basic("alice", SecurityHost.Password);

    public async ValueTask InitializeAsync()
    {
        _host = await SecurityHost.StartAsync();
        await _host.AddAsync("alice", "operator:neo:* viewer:swot:ops");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Are_made_listed_used_and_revoked()
    {
        var made = await MakeAsync(new CreateToken("night shift", 30, SecurityHost.Views("viewer:neo:ops")));
        Assert.StartsWith("gtp_", made.Secret, StringComparison.Ordinal);
        Assert.Equal(_host.Clock.GetUtcNow().AddDays(30), made.Token.ExpiresAt);

        var token = SecurityHost.Bearer(made.Secret);
        var me = await _host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", token);
        Assert.Equal([new GrantView("viewer", "neo", "ops")], me.LimitedTo);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/try/product.read/neo/ops", token));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("/try/product.put/neo/ops", token));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/try/product.read/neo/ops", SecurityHost.Basic("alice", made.Secret)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("/try/product.read/neo/ops", SecurityHost.Basic("admin", made.Secret)));

        await _host.Services.GetRequiredService<SeenBook>().FlushAsync(CancellationToken.None);
        var page = await _host.ReadAsync<Page<TokenView>>(HttpMethod.Get, "/api/v1/me/tokens", Alice);
        Assert.Equal(("night shift", _host.Clock.GetUtcNow()), (page.Items.Single().Name, page.Items.Single().LastUsedAt));

        using var revoked = await _host.SendAsync(HttpMethod.Delete, $"/api/v1/me/tokens/{made.Token.Id}", Alice);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await SecurityHost.RefusedAsync(await _host.GetAsync("/api/v1/me", token), 401, "access.bad_token");
        await SecurityHost.RefusedAsync(await _host.SendAsync(HttpMethod.Delete, $"/api/v1/me/tokens/{made.Token.Id}", Alice), 404, "security.no_such_token");
        Assert.Single(await _host.JournalAsync("security.token_created"));
        Assert.Single(await _host.JournalAsync("security.token_revoked"));
    }

    [Theory]
    [InlineData("operator:neo:ops", true)]
    [InlineData("viewer:neo:*", true)]
    [InlineData("viewer:swot:ops", true)]
    [InlineData("viewer:neo:dev viewer:swot:ops", true)]
    [InlineData("operator:swot:ops", false)]
    [InlineData("viewer:swot:*", false)]
    [InlineData("viewer:*:*", false)]
    [InlineData("viewer:*:ops", false)]
    [InlineData("integrator:neo:ops", false)]
    [InlineData("administrator:*:*", false)]
    [InlineData("viewer:neo:ops administrator:*:*", false)]
    public async Task May_not_do_more_than_their_owner(string limits, bool may)
    {
        using var answer = await _host.SendAsync(HttpMethod.Post, "/api/v1/me/tokens", Alice, new CreateToken("t", 1, SecurityHost.Views(limits)));
        Assert.Equal(may ? HttpStatusCode.Created : HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task May_not_make_broader_ones_nor_outlive_one_another()
    {
        var narrow = await MakeAsync(new CreateToken("narrow", 10, SecurityHost.Views("viewer:neo:*")));
        var by = SecurityHost.Bearer(narrow.Secret);
        await SecurityHost.RefusedAsync(
            await _host.SendAsync(HttpMethod.Post, "/api/v1/me/tokens", by, new CreateToken("broad", 1, SecurityHost.Views("operator:neo:ops"))), 403, "security.broader_token");

        var same = await MakeAsync(new CreateToken("same", 300), by);
        Assert.Equal([new GrantView("viewer", "neo", null)], same.Token.LimitedTo);
        Assert.Equal(narrow.Token.ExpiresAt, same.Token.ExpiresAt);
        var narrower = await MakeAsync(new CreateToken("narrower", 1, SecurityHost.Views("viewer:neo:ops")), SecurityHost.Bearer(same.Secret));

        using var revoked = await _host.SendAsync(HttpMethod.Delete, $"/api/v1/me/tokens/{narrow.Token.Id}", Alice);
        foreach (var secret in new[] { narrow.Secret, same.Secret, narrower.Secret })
            await SecurityHost.RefusedAsync(await _host.GetAsync("/api/v1/me", SecurityHost.Bearer(secret)), 401, "access.bad_token");
    }

    [Fact]
    public async Task Of_a_narrowed_log_in_are_as_narrow()
    {
        var tokens = await _host.LogInAsync("alice", scope: "viewer:neo:ops");
        var made = await MakeAsync(new CreateToken("t", 1), SecurityHost.Bearer(tokens.AccessToken));
        Assert.Equal([new GrantView("viewer", "neo", "ops")], made.Token.LimitedTo);
        await SecurityHost.RefusedAsync(
            await _host.SendAsync(HttpMethod.Put, "/api/v1/me/password", SecurityHost.Bearer(tokens.AccessToken), new ChangePassword(SecurityHost.Password, "another good password")), 403, "security.not_with_this_token");
    }

    [Fact]
    public async Task May_not_change_the_password_nor_end_other_tokens()
    {
        var one = await MakeAsync(new CreateToken("one", 1));
        var other = await MakeAsync(new CreateToken("other", 1));
        await SecurityHost.RefusedAsync(
            await _host.SendAsync(HttpMethod.Put, "/api/v1/me/password", SecurityHost.Bearer(one.Secret), new ChangePassword(SecurityHost.Password, "another good password")), 403, "security.not_with_this_token");
        await SecurityHost.RefusedAsync(
            await _host.SendAsync(HttpMethod.Delete, $"/api/v1/me/tokens/{other.Token.Id}", SecurityHost.Bearer(one.Secret)), 403, "security.not_with_this_token");
        using var itself = await _host.SendAsync(HttpMethod.Delete, $"/api/v1/me/tokens/{one.Token.Id}", SecurityHost.Bearer(one.Secret));
        Assert.Equal(HttpStatusCode.NoContent, itself.StatusCode);
    }

    [Fact]
    public async Task Of_others_are_not_there()
    {
        var made = await MakeAsync(new CreateToken("t", 1));
        await SecurityHost.RefusedAsync(await _host.SendAsync(HttpMethod.Delete, $"/api/v1/me/tokens/{made.Token.Id}", SecurityHost.Admin), 404, "security.no_such_token");
    }

    [Fact]
    public async Task Expire()
    {
        var made = await MakeAsync(new CreateToken("t", 365));
        _host.Clock.Advance(TimeSpan.FromDays(365));
        await SecurityHost.RefusedAsync(await _host.GetAsync("/api/v1/me", SecurityHost.Bearer(made.Secret)), 401, "access.bad_token");
        Assert.Empty((await _host.ReadAsync<Page<TokenView>>(HttpMethod.Get, "/api/v1/me/tokens", Alice)).Items);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData(" ", 1)]
    [InlineData("t", 0)]
    [InlineData("t", 366)]
    [InlineData("t\n", 1)]
    public async Task Must_have_a_name_and_an_end(string name, int days) =>
        await SecurityHost.RefusedAsync(await _host.SendAsync(HttpMethod.Post, "/api/v1/me/tokens", Alice, new CreateToken(name, days)), 422, "security.bad_token_request");

    [Fact]
    public async Task Limited_to_nothing_or_to_nonsense_are_refused()
    {
        await SecurityHost.RefusedAsync(await _host.SendAsync(HttpMethod.Post, "/api/v1/me/tokens", Alice, new CreateToken("t", 1, [])), 422, "security.bad_token_request");
        await SecurityHost.RefusedAsync(await _host.SendAsync(HttpMethod.Post, "/api/v1/me/tokens", Alice, new CreateToken("t", 1, [new("king", null, null)])), 422, "security.bad_grant");
    }

    [Fact]
    public async Task Are_paged_and_not_without_number()
    {
        for (var i = 0; i < PersonalTokens.MostPerUser; i++)
            await MakeAsync(new CreateToken($"t{i}", 1));
        await SecurityHost.RefusedAsync(await _host.SendAsync(HttpMethod.Post, "/api/v1/me/tokens", Alice, new CreateToken("one more", 1)), 409, "security.too_many_tokens");

        var names = new List<string>();
        string? after = null;
        do
        {
            var page = await _host.ReadAsync<Page<TokenView>>(HttpMethod.Get, $"/api/v1/me/tokens?limit=30{(after is null ? "" : "&after=" + after)}", Alice);
            names.AddRange(page.Items.Select(t => t.Name));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(PersonalTokens.MostPerUser, names.Distinct().Count());
        await SecurityHost.RefusedAsync(await _host.GetAsync("/api/v1/me/tokens?after=x", Alice), 422, "web.bad_page");
    }

    [Fact]
    public async Task Outlive_their_owners_new_password_but_not_an_administrators()
    {
        var made = await MakeAsync(new CreateToken("t", 1));
        using var own = await _host.SendAsync(HttpMethod.Put, "/api/v1/me/password", Alice, new ChangePassword(SecurityHost.Password, "another good password"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/v1/me", SecurityHost.Bearer(made.Secret)));
        await _host.ReadAsync<UserView>(HttpMethod.Patch, "/api/v1/users/alice", SecurityHost.Admin, new ChangeUser(Password: "a third good password"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("/api/v1/me", SecurityHost.Bearer(made.Secret)));
    }

    private Task<CreatedToken> MakeAsync(CreateToken wish, System.Net.Http.Headers.AuthenticationHeaderValue? by = null) =>
        _host.ReadAsync<CreatedToken>(HttpMethod.Post, "/api/v1/me/tokens", by ?? Alice, wish);

    private async Task<HttpStatusCode> StatusAsync(string path, System.Net.Http.Headers.AuthenticationHeaderValue by)
    {
        using var answer = await _host.GetAsync(path, by);
        return answer.StatusCode;
    }
}
