using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Gantry.Hub;

/// <summary>Signs requests to a partner: with user and password (Basic), or with one token that is used until it ends.</summary>
internal sealed class PartnerLogin(SourceCredentials credentials, string? password, string? clientSecret, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _usualLife = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _gate = new(1);
    private string? _token;
    private DateTimeOffset _endsAt;

    /// <summary>Whether a new token may help where one was refused.</summary>
    public bool CanRenew => credentials.TokenAddress is not null;

    /// <summary>What to send; null when nobody is to be named.</summary>
    public async Task<AuthenticationHeaderValue?> HeaderAsync(HttpClient http, CancellationToken ct)
    {
        if (credentials.TokenAddress is not null)
            return new("Bearer", await TokenAsync(http, credentials.TokenAddress, ct));
        return credentials.User is null ? null : Basic(credentials.User, password);
    }

    /// <summary>Forgets the token that was refused, unless somebody has a newer one already.</summary>
    public void Forget(string? refused)
    {
        if (_token == refused)
            _endsAt = default;
    }

    public void Dispose() => _gate.Dispose();

    private async Task<string> TokenAsync(HttpClient http, string address, CancellationToken ct)
    {
        // One asks, the others wait for its token: partners count tokens.
        await _gate.WaitAsync(ct);
        try
        {
            if (_token is null || clock.GetUtcNow() >= _endsAt)
                await RenewAsync(http, address, ct);
            return _token!;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task RenewAsync(HttpClient http, string address, CancellationToken ct)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = credentials.User is null ? "client_credentials" : "password" };
        if (credentials.User is not null)
            (form["username"], form["password"]) = (credentials.User, password ?? "");
        if (credentials.Client is not null)
            form["client_id"] = credentials.Client;
        if (clientSecret is not null)
            form["client_secret"] = clientSecret;
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        using var answer = await http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
            throw new RemoteFailureException((int)answer.StatusCode < 500 ? RemoteFailure.Denied : RemoteFailure.Unreachable,
                $"{address} gave no token: it answered {(int)answer.StatusCode} {answer.ReasonPhrase}.");
        try
        {
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
            _token = PartnerJson.Text(json.RootElement, "access_token") ?? throw new JsonException("there is no access_token in it");
            var life = PartnerJson.Whole(json.RootElement, "expires_in") is { } seconds and > 0 and < 1_000_000_000 ? TimeSpan.FromSeconds(seconds) : _usualLife;
            _endsAt = clock.GetUtcNow() + (life > 3 * _margin ? life - _margin : life / 2);
        }
        catch (JsonException e)
        {
            throw new RemoteFailureException(RemoteFailure.Refused, $"{address} answered no token that can be read: {e.Message}", e);
        }
    }

    private static AuthenticationHeaderValue Basic(string user, string? password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
}
