using System.Net;
using Gantry.Api;
using Gantry.Postgres;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Security.Tests;

/// <summary>Two servers on one PostgreSQL: what one of them takes back, the other refuses with its next request.</summary>
public sealed class TwoNodesTests : IAsyncLifetime
{
    private const int Rounds = 5;

    private SecurityHost _here = null!;
    private SecurityHost _there = null!;

    public async ValueTask InitializeAsync()
    {
        var connection = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        var clock = new HandClock(new(2031, 5, 17, 12, 0, 0, TimeSpan.Zero));
        _here = await SecurityHost.StartAsync(clock: clock, configure: OnPostgres);
        _there = await SecurityHost.StartAsync(clock: clock, configure: OnPostgres);

        void OnPostgres(IServiceCollection services) =>
            services.AddSingleton<IDatabase>(_ => new PostgresDatabase(connection, clock, NullLogger<PostgresDatabase>.Instance));
    }

    public async ValueTask DisposeAsync()
    {
        // Where there is no PostgreSQL they were never made.
        if (_there is not null)
            await _there.DisposeAsync();
        if (_here is not null)
            await _here.DisposeAsync();
    }

    [Fact]
    public async Task Make_one_first_administrator()
    {
        Assert.NotEmpty(_here.Banner);
        Assert.Empty(_there.Banner);
        Assert.Single(await _there.JournalAsync("security.administrator_created"));
    }

    [Fact]
    public async Task Answer_one_of_many_refreshes_and_then_end_the_log_in_on_both()
    {
        await _here.AddAsync("alice");
        for (var round = 0; round < Rounds; round++)
        {
            var tokens = await _here.LogInAsync("alice");
            await _there.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Bearer(tokens.AccessToken));
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
                (i % 2 == 0 ? _here : _there).TokenAsync(("grant_type", "refresh_token"), ("refresh_token", tokens.RefreshToken!))));
            Assert.Equal((1, 7), (answers.Count(a => a.StatusCode == HttpStatusCode.OK), answers.Count(a => a.StatusCode == HttpStatusCode.BadRequest)));
            await SecurityHost.RefusedAsync(await _there.GetAsync("/api/v1/me", SecurityHost.Bearer(tokens.AccessToken)), 401, "access.bad_token");
        }
    }

    [Fact]
    public async Task Never_let_two_administrators_disable_one_another()
    {
        await _here.AddAsync("second", "administrator:*:*");
        var (first, second) = (SecurityHost.Admin, SecurityHost.Basic("second", SecurityHost.Password));
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await Task.WhenAll(
                _here.SendAsync(HttpMethod.Patch, "/api/v1/users/admin", second, new ChangeUser(IsDisabled: true)),
                _there.SendAsync(HttpMethod.Patch, "/api/v1/users/second", first, new ChangeUser(IsDisabled: true)));
            Assert.Equal(1, answers.Count(a => a.IsSuccessStatusCode));
            var (gone, left) = answers[0].IsSuccessStatusCode ? ("admin", second) : ("second", first);
            await _here.ReadAsync<UserView>(HttpMethod.Patch, $"/api/v1/users/{gone}", left, new ChangeUser(IsDisabled: false));
        }
    }

    [Fact]
    public async Task Forget_a_remembered_password_together()
    {
        await _here.AddAsync("alice");
        var alice = SecurityHost.Basic("alice", SecurityHost.Password);
        await _there.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", alice);
        await _here.ReadAsync<UserView>(HttpMethod.Patch, "/api/v1/users/alice", SecurityHost.Admin, new ChangeUser(Password: "another good password"));
        await SecurityHost.RefusedAsync(await _there.GetAsync("/api/v1/me", alice), 401, "access.bad_credentials");
    }

    [Fact]
    public async Task Refuse_what_the_other_revoked()
    {
        await _here.AddAsync("alice", "viewer:neo:*");
        var made = await _here.ReadAsync<CreatedToken>(HttpMethod.Post, "/api/v1/me/tokens", SecurityHost.Basic("alice", SecurityHost.Password), new CreateToken("t", 1));
        var token = SecurityHost.Bearer(made.Secret);
        await _there.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", token);
        using var revoked = await _here.FormAsync("/oauth2/revoke", null, ("token", made.Secret));
        await SecurityHost.RefusedAsync(await _there.GetAsync("/api/v1/me", token), 401, "access.bad_token");
    }
}
