using Gantry.Web;
using Microsoft.AspNetCore.Http;

namespace Gantry.Security;

/// <summary>Finds out who is calling: by Authorization header, and only without one by session cookie.</summary>
internal sealed class CallerSource(
    LoginCheck logins, TokenStore tokens, ExternalCallers external, SeenBook seen, SecurityMetrics metrics, TimeProvider clock) : ICallerSource
{
    public async Task<Result<Caller?>> IdentifyAsync(HttpContext http)
    {
        var found = Authorization.Read(http.Request.Headers.Authorization) switch
        {
            Authorization.None => SessionCookie.Read(http) is { } session ? await BySessionAsync(http, session) : (Result<SignIn>?)null,
            Authorization.Bearer bearer => await ByBearerAsync(bearer.Token, http.RequestAborted),
            Authorization.Basic basic => await ByBasicAsync(basic, http),
            Authorization.Unreadable unreadable => SecurityFaults.BadAuthorization(unreadable.Why),
            _ => throw new InvalidOperationException("There is a way to sign in that is not handled."),
        };
        if (found is null)
            return (Caller?)null;
        if (!found.Value.TryGet(out var signIn, out var fault))
            return fault;
        http.Items[typeof(SignIn)] = signIn;
        seen.Saw(signIn.Caller.Id, signIn.Token?.Id);
        return signIn.Caller;
    }

    private async Task<Result<SignIn>> ByBearerAsync(string text, CancellationToken ct)
    {
        if (TokenText.KindOf(text) is { } kind)
            return kind is TokenKind.Access or TokenKind.Personal ? await ByTokenAsync(text, ct) : SecurityFaults.BadToken();
        var result = await external.IdentifyAsync(text, ct);
        metrics.Lookup("external", result.Fault is null);
        return result;
    }

    private async Task<Result<SignIn>> ByBasicAsync(Authorization.Basic basic, HttpContext http)
    {
        // For clients that know no bearer tokens: a personal token in the password's place, under its owner's name.
        if (TokenText.KindOf(basic.Password) is TokenKind.Access or TokenKind.Personal)
        {
            var byToken = await ByTokenAsync(basic.Password, http.RequestAborted);
            return byToken.TryGet(out var signIn, out _) && signIn.Caller.Name != basic.Name ? SecurityFaults.BadToken() : byToken;
        }
        var login = await logins.CheckAsync(basic.Name, basic.Password, new(http.RemoteAddress(), "basic"), http.RequestAborted);
        if (!login.TryGet(out var known, out var fault))
            return fault;
        var principal = known.Principal;
        return new SignIn(new(principal.Id, principal.Name, principal.Grants), principal.Kind, null, principal.PasswordUntil);
    }

    private async Task<Result<SignIn>> BySessionAsync(HttpContext http, string text)
    {
        var result = TokenText.KindOf(text) == TokenKind.Session ? await ByTokenAsync(text, http.RequestAborted) : SecurityFaults.SessionEnded();
        if (!result.TryGet(out var signIn, out _))
            return SecurityFaults.SessionEnded();
        return CsrfGuard.Refuse(http.Request, text) is { } forged ? forged : signIn with { SessionText = text };
    }

    private async Task<Result<SignIn>> ByTokenAsync(string text, CancellationToken ct)
    {
        var token = await tokens.FindAsync(text, ct);
        var isGood = token is not null && token.IsGood(clock.GetUtcNow());
        metrics.Lookup(token is null ? "unknown" : TokenStore.KindText(token.Kind), isGood);
        if (token is null || !isGood)
            return SecurityFaults.BadToken();
        var owner = token.Principal;
        // Whom an issuer vouches for has the roles it named when the session began, and none that are kept here.
        return owner.Kind == PrincipalKind.External
            ? new SignIn(new(owner.Id, owner.Name, token.Limits ?? []), owner.Kind, token, token.ExpiresAt)
            : new SignIn(new(owner.Id, owner.Name, owner.Grants, token.Limits), owner.Kind, token, token.ExpiresAt);
    }
}
