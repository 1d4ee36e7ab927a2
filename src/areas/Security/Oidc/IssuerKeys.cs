using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Gantry.Security;

/// <summary>
/// An issuer's current keys: fetched at first need, when a token names an unknown one, and now and then so that a
/// withdrawn one goes; at most every thirty seconds, so that forged key names cannot make this node flood the issuer.
/// </summary>
internal sealed partial class IssuerKeys(IssuerOptions issuer, IHttpClientFactory clients, TimeProvider clock, ILogger<IssuerKeys> log) : IDisposable
{
    public const string ClientName = "gantry-oidc";
    public const int LargestAnswer = 256 * 1024;

    private static readonly TimeSpan _between = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _fresh = TimeSpan.FromHours(1);

    private readonly ILogger _log = log;
    private readonly SemaphoreSlim _fetching = new(1);
    private volatile KeySet? _known;
    private long? _triedAt;

    public async Task<Result<JwtKey>> FindAsync(string id, CancellationToken ct)
    {
        var known = _known;
        if (known is not null && known.Keys.TryGetValue(id, out var key))
        {
            // One request looks whether the keys have changed; the others go on with the old ones, also if that fails.
            if (clock.GetElapsedTime(known.FetchedAt) >= _fresh && await _fetching.WaitAsync(0, ct))
                await FetchAndReleaseAsync();
            return _known!.Keys.TryGetValue(id, out key) ? key : UnknownKey();
        }
        await _fetching.WaitAsync(ct);
        if (_known is not null && _known.Keys.TryGetValue(id, out key))
        {
            _fetching.Release();
            return key;
        }
        await FetchAndReleaseAsync();
        if (_known is null)
            return SecurityFaults.IssuerUnreachable(issuer.Name);
        return _known.Keys.TryGetValue(id, out key) ? key : UnknownKey();
    }

    public void Dispose() => _fetching.Dispose();

    private static Fault UnknownKey() => SecurityFaults.TokenRefused("its issuer has no such key");

    private async Task FetchAndReleaseAsync()
    {
        try
        {
            if (_triedAt is { } tried && clock.GetElapsedTime(tried) < _between)
                return;
            _triedAt = clock.GetTimestamp();
            // Not under the request's own token: others are waiting for this answer too. The client has a time limit.
            var keys = await FetchAsync();
            _known = new(keys, clock.GetTimestamp());
            LogFetched(keys.Count, issuer.Name);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or InvalidDataException)
        {
            LogNotFetched(issuer.Name, _known is not null, e);
        }
        finally
        {
            _fetching.Release();
        }
    }

    private async Task<IReadOnlyDictionary<string, JwtKey>> FetchAsync()
    {
        using var client = clients.CreateClient(ClientName);
        var keys = JwtKey.ReadSet(await GetAsync(client, issuer.KeysAddress ?? AddressIn(await DiscoverAsync(client, issuer), "jwks_uri", issuer)));
        return keys.Count > 0 ? keys : throw new InvalidDataException("The set holds no key that could be used.");
    }

    /// <summary>What an issuer says of itself.</summary>
    public static async Task<JsonElement> DiscoverAsync(HttpClient client, IssuerOptions issuer)
    {
        var document = await GetAsync(client, new Uri(issuer.Issuer.TrimEnd('/') + "/.well-known/openid-configuration"));
        return Jwt.Member(document, "issuer") == issuer.Issuer ? document : throw new InvalidDataException("The discovery document is another issuer's.");
    }

    /// <summary>An address in it. A plain one is for an issuer on this machine alone; one elsewhere must not be able to point us at ourselves.</summary>
    public static Uri AddressIn(JsonElement document, string name, IssuerOptions issuer) =>
        Uri.TryCreate(Jwt.Member(document, name), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (IssuerOptions.IsSecure(address) && new Uri(issuer.Issuer).IsLoopback))
            ? address
            : throw new InvalidDataException($"The discovery document has no {name} that is served over https.");

    private static async Task<JsonElement> GetAsync(HttpClient client, Uri address)
    {
        using var answer = await client.GetAsync(address);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{address} answered {(int)answer.StatusCode}.");
        return Jwt.ReadObject(await answer.Content.ReadAsByteArrayAsync())
            ?? throw new InvalidDataException($"{address} answered something that is not a JSON object.");
    }

    private sealed record KeySet(IReadOnlyDictionary<string, JwtKey> Keys, long FetchedAt);

    [LoggerMessage(7201, LogLevel.Information, "Fetched {Count} keys of the issuer {Issuer}")]
    private partial void LogFetched(int count, string issuer);

    [LoggerMessage(7202, LogLevel.Warning, "The keys of the issuer {Issuer} could not be fetched; going on with the old ones: {HasOld}")]
    private partial void LogNotFetched(string issuer, bool hasOld, Exception e);
}
