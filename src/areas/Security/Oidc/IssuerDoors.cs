using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Gantry.Security;

/// <summary>Where an issuer lets people in, and where it gives tokens for what they bring back.</summary>
internal sealed record IssuerAddresses(Uri Authorize, Uri Token);

/// <summary>Asks issuers where their doors are, and trades codes for identity tokens.</summary>
internal sealed partial class IssuerDoors(IHttpClientFactory clients, TimeProvider clock, ILogger<IssuerDoors> log)
{
    private static readonly TimeSpan _fresh = TimeSpan.FromHours(1);

    private readonly ILogger _log = log;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, (IssuerAddresses Doors, long At)> _known = new(StringComparer.Ordinal);

    public async Task<Result<IssuerAddresses>> FindAsync(IssuerOptions issuer, CancellationToken ct)
    {
        if (_known.TryGetValue(issuer.Issuer, out var known) && clock.GetElapsedTime(known.At) < _fresh)
            return known.Doors;
        try
        {
            using var client = clients.CreateClient(IssuerKeys.ClientName);
            var document = await IssuerKeys.DiscoverAsync(client, issuer);
            var doors = new IssuerAddresses(IssuerKeys.AddressIn(document, "authorization_endpoint", issuer), IssuerKeys.AddressIn(document, "token_endpoint", issuer));
            _known[issuer.Issuer] = (doors, clock.GetTimestamp());
            return doors;
        }
        catch (Exception e) when (e is HttpRequestException or InvalidDataException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            LogUnreachable(issuer.Name, e);
            return known.Doors is { } old ? old : LoginFaults.IssuerUnreachable(issuer.Name);
        }
    }

    /// <summary>The identity token that the issuer gives for a code.</summary>
    public async Task<Result<string>> TradeAsync(IssuerOptions issuer, Uri door, string code, string verifier, string comeBackTo, CancellationToken ct)
    {
        var asClient = issuer.Client!;
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = comeBackTo, ["client_id"] = asClient.Id, ["code_verifier"] = verifier,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, door) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Accept.Add(new("application/json"));
        if (asClient.Secret is { } secret)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(asClient.Id)}:{Uri.EscapeDataString(secret)}")));
        try
        {
            using var client = clients.CreateClient(IssuerKeys.ClientName);
            using var answer = await client.SendAsync(request, ct);
            var body = Jwt.ReadObject(await answer.Content.ReadAsByteArrayAsync(ct));
            if (answer.IsSuccessStatusCode && body is { } given && Jwt.Member(given, "id_token") is { } token)
                return token;
            LogRefused(issuer.Name, (int)answer.StatusCode, body is { } said ? Jwt.Member(said, "error") ?? "no identity token" : "nothing that can be read");
            return LoginFaults.NotTraded(issuer.Name);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            LogUnreachable(issuer.Name, e);
            return LoginFaults.IssuerUnreachable(issuer.Name);
        }
    }

    [LoggerMessage(7203, LogLevel.Warning, "The issuer {Issuer} cannot be reached for a log-in")]
    private partial void LogUnreachable(string issuer, Exception e);

    [LoggerMessage(7204, LogLevel.Warning, "The issuer {Issuer} gave no identity token for a code; it answered {Status}: {Error}")]
    private partial void LogRefused(string issuer, int status, string error);
}
