using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gantry.Security;

/// <summary>A log-in that somebody began and went to an issuer for. The browser brings it back sealed, so any node can end it.</summary>
/// <param name="State">Comes back by the address: the answer belongs to this browser.</param>
/// <param name="Nonce">Comes back in the identity token: the token belongs to this log-in.</param>
/// <param name="Verifier">Known to this server alone: the code is worth nothing to whoever steals it.</param>
/// <param name="To">Where to go afterwards.</param>
internal sealed record BegunLogin(string Issuer, string State, string Nonce, string Verifier, string To, DateTimeOffset Until)
{
    private const string Purpose = "security.login";

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    public string Challenge => Base64Text.Write(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static BegunLogin Of(string issuer, string? to, DateTimeOffset now) => new(issuer, Chance(), Chance(), Chance(), IsOwnPath(to) ? to! : "/", now + _patience);

    /// <summary>Gives it to the browser to bring back. Unlike the session it comes along when another site leads here, which is what the issuer does.</summary>
    public async Task LeaveAsync(HttpContext http, ISecrets secrets, CancellationToken ct) =>
        http.Response.Cookies.Append(NameFor(http), await secrets.SealAsync(JsonSerializer.Serialize(this), Purpose, ct), Options(http, _patience));

    /// <summary>What the browser brought, which then is used up; null when that is nothing of ours, or not for this answer.</summary>
    public static BegunLogin? Take(HttpContext http, ISecrets secrets, string? state, DateTimeOffset now)
    {
        if (http.Request.Cookies[NameFor(http)] is not { } brought)
            return null;
        http.Response.Cookies.Append(NameFor(http), "", Options(http, TimeSpan.Zero));
        try
        {
            var begun = JsonSerializer.Deserialize<BegunLogin>(secrets.Open(brought, Purpose))!;
            return now < begun.Until && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(begun.State), Encoding.UTF8.GetBytes(state ?? "")) ? begun : null;
        }
        catch (Exception e) when (e is SecretUnreadableException or FormatException or JsonException)
        {
            return null;
        }
    }

    // A path of this server, and nothing that a browser would take for another one's address.
    private static bool IsOwnPath(string? to) =>
        to is ['/', ..] && to.Length <= 2000 && !to.StartsWith("//", StringComparison.Ordinal) && !to.Any(c => c == '\\' || char.IsControl(c) || c > '~');

    private static string Chance() => Base64Text.Write(RandomNumberGenerator.GetBytes(32));

    private static string NameFor(HttpContext http) => http.Request.IsHttps ? "__Host-gantry-login" : "gantry-login";

    private static CookieOptions Options(HttpContext http, TimeSpan lifetime) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", MaxAge = lifetime, IsEssential = true,
    };
}
