using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Log-ins, oneself, tokens and users.</summary>
public sealed partial class GantryClient
{
    /// <summary>Trades name and password for tokens.</summary>
    public Task<Login> LogInAsync(string name, string password, CancellationToken ct = default) =>
        TokenEndpoint.AskAsync(_sender, name, [new("grant_type", "password"), new("username", name), new("password", password)], ct);

    /// <summary>Trades a service account's secret for an access token.</summary>
    public Task<Login> LogInAsServiceAsync(string name, string secret, CancellationToken ct = default) =>
        TokenEndpoint.AskAsync(_sender, name, [new("grant_type", "client_credentials"), new("client_id", name), new("client_secret", secret)], ct);

    /// <summary>Ends a token at once; for a refresh token, all of its log-in.</summary>
    public async Task RevokeAsync(string token, CancellationToken ct = default)
    {
        using var response = await _sender.SendAsync(
            () => new(HttpMethod.Post, "oauth2/revoke") { Content = new FormUrlEncodedContent([new("token", token)]) }, Manner.Unsigned, ct);
    }

    public Task<MeView> MeAsync(CancellationToken ct = default) => _sender.GetAsync<MeView>("api/v1/me", ct);

    public Task ChangePasswordAsync(ChangePassword wish, CancellationToken ct = default) =>
        _sender.ChangeAsync(HttpMethod.Put, "api/v1/me/password", wish, ct);

    public IAsyncEnumerable<TokenView> TokensAsync(CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<TokenView>>(Paged.Query("api/v1/me/tokens", ("after", after)), ct), ct);

    /// <summary>Makes a personal token; the answer is the only place that ever shows it.</summary>
    public Task<CreatedToken> CreateTokenAsync(CreateToken wish, CancellationToken ct = default) =>
        _sender.ChangeAsync<CreatedToken>(HttpMethod.Post, "api/v1/me/tokens", wish, ct);

    public Task RevokeTokenAsync(Guid id, CancellationToken ct = default) =>
        _sender.ChangeAsync(HttpMethod.Delete, $"api/v1/me/tokens/{id:D}", null, ct);

    public IAsyncEnumerable<UserView> UsersAsync(CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<UserView>>(Paged.Query("api/v1/users", ("after", after)), ct), ct);

    public Task<UserView> UserAsync(string user, CancellationToken ct = default) => _sender.GetAsync<UserView>(UserPath(user), ct);

    public Task<CreatedUser> CreateUserAsync(CreateUser wish, CancellationToken ct = default) =>
        _sender.ChangeAsync<CreatedUser>(HttpMethod.Post, "api/v1/users", wish, ct);

    public Task<UserView> ChangeUserAsync(string user, ChangeUser wish, CancellationToken ct = default) =>
        _sender.ChangeAsync<UserView>(HttpMethod.Patch, UserPath(user), wish, ct);

    /// <summary>Makes up a new secret for a user; the answer is the only place that ever shows it.</summary>
    public Task<CreatedUser> RenewSecretAsync(string user, CancellationToken ct = default) =>
        _sender.ChangeAsync<CreatedUser>(HttpMethod.Post, UserPath(user) + "/secret", new { }, ct);

    private static string UserPath(string user) => $"api/v1/users/{Sender.Part("user", user)}";
}
