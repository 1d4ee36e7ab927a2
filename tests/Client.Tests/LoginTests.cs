using System.Net;
using Gantry.Api;
using Gantry.TestKit;

namespace Gantry.Client.Tests;

public sealed class LoginTests
{
    private readonly PuppetClock _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_renewed_once_before_it_runs_out_however_many_ask()
    {
        var server = new PuppetServer(Answer);
        using var keeper = Keeper(TimeSpan.FromSeconds(5));
        using var client = server.Client(Credentials.Login(keeper), _clock);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.MeAsync(Ct)));

        Assert.Single(server.All, asked => asked.Path == "/oauth2/token");
        Assert.All(server.All.Where(asked => asked.Path == "/api/v1/me"), asked => Assert.Equal("Bearer access-2", asked.Header("Authorization")));
        Assert.Equal("refresh-2", keeper.Read()!.RefreshToken);
    }

    [Fact]
    public async Task Is_not_renewed_while_it_is_good()
    {
        var server = new PuppetServer(Answer);
        using var keeper = Keeper(TimeSpan.FromMinutes(10));
        using var client = server.Client(Credentials.Login(keeper), _clock);
        await client.MeAsync(Ct);

        Assert.Equal("Bearer access-1", Assert.Single(server.All).Header("Authorization"));
    }

    [Fact]
    public async Task Is_renewed_when_the_server_has_ended_it_early()
    {
        var server = new PuppetServer(asked => asked.Header("Authorization") == "Bearer access-1"
            ? PuppetServer.Refuse(HttpStatusCode.Unauthorized, "access.bad_token")
            : Answer(asked));
        using var keeper = Keeper(TimeSpan.FromMinutes(10));
        using var client = server.Client(Credentials.Login(keeper), _clock);

        Assert.Equal("ada", (await client.MeAsync(Ct)).Name);
        Assert.Equal(["/api/v1/me", "/oauth2/token", "/api/v1/me"], server.All.Select(a => a.Path));
    }

    [Fact]
    public async Task That_cannot_be_renewed_says_how_to_begin_anew()
    {
        var server = new PuppetServer(_ => PuppetServer.Json(new TokenRefusal("invalid_grant", "It has run out."), HttpStatusCode.BadRequest));
        using var keeper = Keeper(TimeSpan.Zero);
        using var client = server.Client(Credentials.Login(keeper), _clock);
        var refusal = await Assert.ThrowsAsync<GantryRefusedException>(() => client.MeAsync(Ct));

        Assert.Equal((FaultKind.Unknown, "access.login_ended"), (refusal.Kind, refusal.Problem.Code));
        Assert.Contains("gantry login", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_no_bad_request()
    {
        var server = new PuppetServer(_ => PuppetServer.Json(new TokenRefusal("invalid_grant", "The name or the password is not right."), HttpStatusCode.BadRequest));
        var refusal = await Assert.ThrowsAsync<GantryRefusedException>(() => server.Client().LogInAsync("ada", "wrong", Ct));

        Assert.Equal(FaultKind.Unknown, refusal.Kind);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_not_sent_again()
    {
        var server = new PuppetServer(_ => PuppetServer.Refuse(HttpStatusCode.Unauthorized, "access.bad_token"));
        await Assert.ThrowsAsync<GantryRefusedException>(() => server.Client(Credentials.Token("gtp_x")).MeAsync(Ct));

        Assert.Single(server.All);
    }

    private static HttpResponseMessage Answer(Asked asked) => asked.Path == "/oauth2/token"
        ? PuppetServer.Json(new TokenAnswer("access-2", "Bearer", 600, "refresh-2", 3600))
        : PuppetServer.Json(new MeView(Guid.Empty, "ada", "person", [], null, null));

    private LoginInMemory Keeper(TimeSpan left) => new(new("ada", "access-1", _clock.GetUtcNow() + left, "refresh-1", null));
}
