using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Gantry.Security.Tests;

/// <summary>An issuer's log-in page that lets everybody in at once, and its exchange of codes, as strict as a real one.</summary>
internal sealed class FakeLogIns
{
    public const string Client = "portal";
    public const string Secret = "a secret: with/signs+";

    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce, string ComeBackTo)> _codes = new();

    public Func<DateTimeOffset> Now { get; set; } = () => throw new InvalidOperationException("Say what time it is.");

    public IReadOnlyList<string> Roles { get; set; } = [];

    /// <summary>What a test changes in the identity token.</summary>
    public Action<JsonObject>? Twist { get; set; }

    public static Dictionary<string, string> SettingsOf(FakeIssuer issuer) => new(issuer.Settings) { ["oidc.lab.client-id"] = Client, ["oidc.lab.client-secret"] = Secret };

    public IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["tenant"] != "1" || query["response_type"] != "code" || query["client_id"] != Client || query["code_challenge_method"] != "S256" || query["scope"] != "openid")
            return Results.BadRequest("This is no request for a code.");
        var code = Guid.CreateVersion7().ToString("N");
        _codes[code] = (query["code_challenge"].ToString(), query["nonce"].ToString(), query["redirect_uri"].ToString());
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
    }

    public async Task<IResult> TokenAsync(HttpRequest request, FakeIssuer issuer)
    {
        var form = await request.ReadFormAsync();
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(Client)}:{Uri.EscapeDataString(Secret)}"));
        // A code is good once.
        if (request.Headers.Authorization != $"Basic {basic}" || form["grant_type"] != "authorization_code" || !_codes.TryRemove(form["code"].ToString(), out var known)
            || form["redirect_uri"] != known.ComeBackTo || FakeIssuer.Text(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != known.Challenge)
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        var claims = issuer.Claims(Now(), [.. Roles]);
        (claims["aud"], claims["nonce"]) = (Client, known.Nonce);
        Twist?.Invoke(claims);
        return Results.Json(new { token_type = "Bearer", access_token = "not ours", id_token = issuer.RsaToken(claims) });
    }
}
