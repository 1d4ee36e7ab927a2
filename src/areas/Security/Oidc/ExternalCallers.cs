using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Gantry.Security;

/// <summary>Signs in whoever comes with a token of a trusted external issuer.</summary>
internal sealed class ExternalCallers : IDisposable
{
    private readonly PrincipalStore _principals;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _skew;
    private readonly Dictionary<string, (IssuerOptions Options, IssuerKeys Keys)> _issuers;

    public ExternalCallers(
        SecurityOptions options, PrincipalStore principals, IHttpClientFactory clients, TimeProvider clock, ILogger<IssuerKeys> log)
    {
        (_principals, _clock, _skew) = (principals, clock, options.ClockSkew);
        _issuers = options.Issuers.ToDictionary(i => i.Issuer, i => (i, new IssuerKeys(i, clients, clock, log)), StringComparer.Ordinal);
    }

    public async Task<Result<SignIn>> IdentifyAsync(string text, CancellationToken ct)
    {
        if (!(await VerifyAsync(text, ct)).TryGet(out var verified, out var fault))
            return fault;
        return await WelcomeAsync(verified.Claims, verified.Issuer, ct);
    }

    /// <summary>Signs in by an identity token that was got for a log-in here: made for the portal, and for this log-in.</summary>
    public async Task<Result<SignIn>> LogInAsync(string text, IssuerOptions issuer, string nonce, CancellationToken ct)
    {
        if (!(await VerifyAsync(text, ct)).TryGet(out var verified, out var fault))
            return fault;
        if (Jwt.Member(verified.Claims, "nonce") != nonce)
            return SecurityFaults.TokenRefused("it is not for this log-in");
        // Of one made for several it must say that it was this one that asked (OpenID Connect Core, 3.1.3.7).
        if (verified.Claims.TryGetProperty("azp", out _) && Jwt.Member(verified.Claims, "azp") != issuer.Client!.Id)
            return SecurityFaults.TokenRefused("it was got by another client");
        return await WelcomeAsync(verified.Claims, issuer with { Audience = issuer.Client!.Id }, ct);
    }

    private async Task<Result<(JsonElement Claims, IssuerOptions Issuer)>> VerifyAsync(string text, CancellationToken ct)
    {
        if (!Jwt.Read(text).TryGet(out var token, out var unreadable))
            return unreadable;
        // Nothing in the token is believed before its signature is checked; this only says whose signature it must be.
        if (Jwt.Member(token.Claims, "iss") is not { } claimed || !_issuers.TryGetValue(claimed, out var issuer))
            return SecurityFaults.TokenRefused("its issuer is not trusted here");
        // Refused before any key is fetched for it.
        if (token.Algorithm is not ("RS256" or "ES256"))
            return SecurityFaults.TokenRefused("its algorithm is not accepted");
        if (!(await issuer.Keys.FindAsync(token.KeyId, ct)).TryGet(out var key, out var noKey))
            return noKey;
        return key.Verifies(token) ? (token.Claims, issuer.Options) : SecurityFaults.TokenRefused("its signature is not its issuer's");
    }

    private async Task<Result<SignIn>> WelcomeAsync(JsonElement claims, IssuerOptions issuer, CancellationToken ct)
    {
        if (!JwtJudge.Judge(claims, issuer, _clock.GetUtcNow(), _skew).TryGet(out var identity, out var refused))
            return refused;
        var principal = await _principals.GetOrAddExternalAsync(issuer.Name, issuer.Issuer, identity.Subject, ct);
        if (principal.IsDisabled)
            return SecurityFaults.TokenRefused("whoever it is about was disabled here");
        return new SignIn(new(principal.Id, principal.Name, identity.Grants), PrincipalKind.External, null, identity.ExpiresAt);
    }

    public void Dispose()
    {
        foreach (var (_, keys) in _issuers.Values)
            keys.Dispose();
    }
}
