using System.Net;
using System.Text;
using Gantry.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Security.Tests;

public sealed class UserTests : IAsyncLifetime
{
    private SecurityHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SecurityHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Are_made_with_a_secret_that_is_told_once()
    {
        var made = await _host.ReadAsync<CreatedUser>(HttpMethod.Post, "/api/v1/users", SecurityHost.Admin, new CreateUser("robot", "service", Grants: SecurityHost.Views("operator:neo:*")));
        Assert.Equal(43, made.Secret!.Length);
        Assert.Equal(("robot", "service", false), (made.User.Name, made.User.Kind, made.User.IsDisabled));
        await _host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Basic("robot", made.Secret));

        var renewed = await _host.ReadAsync<CreatedUser>(HttpMethod.Post, "/api/v1/users/robot/secret", SecurityHost.Admin);
        await SecurityHost.RefusedAsync(await _host.GetAsync("/api/v1/me", SecurityHost.Basic("robot", made.Secret)), 401, "access.bad_credentials");
        await _host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Basic("robot", renewed.Secret!));
    }

    [Fact]
    public async Task Are_refused_when_they_are_not_well_formed()
    {
        await RefusedAsync(new CreateUser("Alice"), 422, "security.bad_user");
        await RefusedAsync(new CreateUser(""), 422, "security.bad_user");
        await RefusedAsync(new CreateUser(new string('a', 64)), 422, "security.bad_user");
        await RefusedAsync(new CreateUser("lab:alice"), 422, "security.bad_user");
        await RefusedAsync(new CreateUser("аlice"), 422, "security.bad_user");
        await RefusedAsync(new CreateUser("alice", "external"), 422, "security.bad_user");
        await RefusedAsync(new CreateUser("alice", Password: "short"), 422, "security.bad_password");
        await RefusedAsync(new CreateUser("alice-the-great", Password: "alice-the-great"), 422, "security.bad_password");
        await RefusedAsync(new CreateUser("alice", Grants: [new("king", null, null)]), 422, "security.bad_grant");
        await RefusedAsync(new CreateUser("alice", Grants: [new("5", null, null)]), 422, "security.bad_grant");
        await RefusedAsync(new CreateUser("alice", Grants: [new("viewer", "NEO", null)]), 422, "security.bad_grant");
        await RefusedAsync(new CreateUser("alice", Grants: [new("viewer", "neo", "prod")]), 422, "security.bad_grant");
        await RefusedAsync(new CreateUser("alice", Grants: [.. Enumerable.Repeat(new GrantView("viewer", null, null), 201)]), 422, "security.bad_grant");
        await _host.AddAsync("alice");
        await RefusedAsync(new CreateUser("alice"), 409, "security.name_taken");
        await SecurityHost.RefusedAsync(await _host.GetAsync("/api/v1/users/nobody", SecurityHost.Admin), 404, "security.no_such_user");
        await SecurityHost.RefusedAsync(await _host.SendAsync(HttpMethod.Patch, "/api/v1/users/nobody", SecurityHost.Admin, new ChangeUser()), 404, "security.no_such_user");

        async Task RefusedAsync(CreateUser wish, int status, string code) =>
            await SecurityHost.RefusedAsync(await _host.SendAsync(HttpMethod.Post, "/api/v1/users", SecurityHost.Admin, wish), status, code);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"name\":5}")]
    [InlineData("{\"name\":\"x\",\"grants\":[null]}")]
    [InlineData("{\"name\":\"\\u0000\"}")]
    [InlineData("{\"name\":\"\\ud800\"}")]
    public async Task Sent_as_nonsense_never_break_the_server(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/users") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = SecurityHost.Admin;
        using var answer = await _host.Http.SendAsync(request);
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    [Fact]
    public async Task Sent_as_a_flood_are_cut_off()
    {
        using var answer = await _host.SendAsync(HttpMethod.Post, "/api/v1/users", SecurityHost.Admin, new CreateUser("x", Password: new string('x', 200_000)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Are_listed_a_page_at_a_time_with_their_grants()
    {
        for (var i = 0; i < 7; i++)
            await _host.AddAsync($"user-{i}", "viewer:neo:ops operator:neo:dev");
        var found = new List<UserView>();
        string? after = null;
        do
        {
            var page = await _host.ReadAsync<Page<UserView>>(HttpMethod.Get, $"/api/v1/users?limit=3{(after is null ? "" : "&after=" + after)}", SecurityHost.Admin);
            Assert.InRange(page.Items.Count, 0, 3);
            found.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(["admin", .. Enumerable.Range(0, 7).Select(i => $"user-{i}")], found.Select(u => u.Name));
        Assert.All(found.Skip(1), user => Assert.Equal(2, user.Grants.Count));
        await SecurityHost.RefusedAsync(await _host.GetAsync("/api/v1/users?after=%01", SecurityHost.Admin), 422, "web.bad_page");
    }

    [Fact]
    public async Task Are_managed_by_administrators_of_the_platform_alone()
    {
        await _host.AddAsync("local-admin", "administrator:neo:* integrator:*:* approver:*:*");
        await SecurityHost.RefusedAsync(await _host.GetAsync("/api/v1/users", SecurityHost.Basic("local-admin", SecurityHost.Password)), 403, "access.denied");
        var narrowed = await _host.LogInAsync("admin", SecurityHost.AdminSecret, "viewer:*:*");
        await SecurityHost.RefusedAsync(await _host.GetAsync("/api/v1/users", SecurityHost.Bearer(narrowed.AccessToken)), 403, "access.denied");
        using var nobody = await _host.GetAsync("/api/v1/users");
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    [Fact]
    public async Task The_last_administrator_can_neither_be_disabled_nor_stripped()
    {
        await _host.AddAsync("second", "administrator:*:*");
        await _host.AddAsync("local-admin", "administrator:neo:*");
        await _host.ReadAsync<UserView>(HttpMethod.Patch, "/api/v1/users/second", SecurityHost.Admin, new ChangeUser(IsDisabled: true));
        foreach (var wish in new[] { new ChangeUser(IsDisabled: true), new ChangeUser(Grants: []), new ChangeUser(Grants: SecurityHost.Views("administrator:neo:* viewer:*:*")) })
            await SecurityHost.RefusedAsync(await _host.SendAsync(HttpMethod.Patch, "/api/v1/users/admin", SecurityHost.Admin, wish), 409, "security.last_administrator");

        await _host.ReadAsync<UserView>(HttpMethod.Patch, "/api/v1/users/second", SecurityHost.Admin, new ChangeUser(IsDisabled: false));
        await _host.ReadAsync<UserView>(HttpMethod.Patch, "/api/v1/users/admin", SecurityHost.Admin, new ChangeUser(Grants: []));
        await SecurityHost.RefusedAsync(await _host.GetAsync("/api/v1/users", SecurityHost.Admin), 403, "access.denied");
        await SecurityHost.RefusedAsync(
            await _host.SendAsync(HttpMethod.Patch, "/api/v1/users/second", SecurityHost.Basic("second", SecurityHost.Password), new ChangeUser(IsDisabled: true)), 409, "security.last_administrator");
    }

    [Fact]
    public async Task Two_administrators_who_disable_one_another_do_not_both_succeed()
    {
        await _host.AddAsync("second", "administrator:*:*");
        var answers = await Task.WhenAll(
            _host.SendAsync(HttpMethod.Patch, "/api/v1/users/admin", SecurityHost.Basic("second", SecurityHost.Password), new ChangeUser(IsDisabled: true)),
            _host.SendAsync(HttpMethod.Patch, "/api/v1/users/second", SecurityHost.Admin, new ChangeUser(IsDisabled: true)));
        Assert.Equal(1, answers.Count(a => a.IsSuccessStatusCode));
    }

    [Fact]
    public async Task Changes_are_journalled_by_whoever_made_them()
    {
        var alice = await _host.AddAsync("alice", "viewer:neo:*");
        await _host.ReadAsync<UserView>(HttpMethod.Patch, $"/api/v1/users/{alice.Id}", SecurityHost.Admin, new ChangeUser(true, SecurityHost.Views("operator:neo:ops"), "a brand new password"));
        await _host.ReadAsync<UserView>(HttpMethod.Patch, "/api/v1/users/alice", SecurityHost.Admin, new ChangeUser(IsDisabled: false));
        await _host.ReadAsync<UserView>(HttpMethod.Patch, "/api/v1/users/alice", SecurityHost.Admin, new ChangeUser(IsDisabled: false));
        await _host.LogInAsync("alice", "a brand new password");
        var told = await _host.JournalAsync();
        Assert.Equal(
            ["security.administrator_created", "security.user_created", "security.user_disabled", "security.grants_changed", "security.password_changed", "security.user_enabled", "security.login_succeeded"],
            told.Select(e => e.Kind));
        Assert.All(told.Skip(1).Take(5), e => Assert.Equal(("admin", "users/alice"), (e.Principal, e.Subject)));
        var grants = told.Single(e => e.Kind == "security.grants_changed").DataNode();
        Assert.Equal(("viewer:neo:*", "operator:neo:ops"), ((string?)grants["before"], (string?)grants["after"]));
        Assert.All(told, e => Assert.Contains(SecurityArea.Describe.Kinds, k => k.Name == e.Kind));
        Assert.DoesNotContain("brand new", string.Concat(told.Select(e => e.Data)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_their_password_only_with_the_old_one()
    {
        await _host.AddAsync("alice");
        var tokens = await _host.LogInAsync("alice");
        var by = SecurityHost.Bearer(tokens.AccessToken);
        await SecurityHost.RefusedAsync(await _host.SendAsync(HttpMethod.Put, "/api/v1/me/password", by, new ChangePassword("wrong", "another good password")), 401, "access.bad_credentials");
        await SecurityHost.RefusedAsync(await _host.SendAsync(HttpMethod.Put, "/api/v1/me/password", by, new ChangePassword(SecurityHost.Password, "short")), 422, "security.bad_password");
        var other = await _host.LogInAsync("alice");
        using var changed = await _host.SendAsync(HttpMethod.Put, "/api/v1/me/password", by, new ChangePassword(SecurityHost.Password, "another good password"));
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        await _host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", by);
        await SecurityHost.RefusedAsync(await _host.GetAsync("/api/v1/me", SecurityHost.Bearer(other.AccessToken)), 401, "access.bad_token");
        using var refreshed = await _host.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken!));
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
    }

    [Fact]
    public async Task Expired_tokens_are_swept_in_pages()
    {
        await _host.AddAsync("alice");
        var store = _host.Services.GetRequiredService<TokenStore>();
        var alice = (await _host.Services.GetRequiredService<PrincipalStore>().FindByNameAsync("alice", CancellationToken.None))!;
        var now = _host.Clock.GetUtcNow();
        for (var i = 0; i < 3; i++)
            await store.AddAsync(CancellationToken.None, [.. Enumerable.Range(0, 400).Select(_ => NewToken.Of(TokenKind.Access, alice.Id, 1, null, now, TimeSpan.FromMinutes(1)))]);
        var lasting = await _host.LogInAsync("alice");
        _host.Clock.Advance(TimeSpan.FromMinutes(2));
        var swept = await store.PurgeAsync(CancellationToken.None);
        // The duty itself may have taken some of them as the clock moved.
        Assert.InRange(swept, 0, 1200);
        Assert.Equal(0, await store.PurgeAsync(CancellationToken.None));
        await _host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Bearer(lasting.AccessToken));
    }
}
