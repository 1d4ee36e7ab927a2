using Microsoft.AspNetCore.Http;

namespace Gantry.Security;

/// <summary>Sessions of people whom an issuer vouches for: with the roles it named, until they end.</summary>
internal sealed class ExternalSessions(IDatabase database, SecurityOptions options, TimeProvider clock)
{
    public async Task BeginAsync(SignIn signIn, string issuer, HttpContext http, CancellationToken ct)
    {
        var caller = signIn.Caller;
        // Nobody's grants are kept here: those that the issuer named are the session's own, and go with it.
        var token = NewToken.Of(TokenKind.Session, caller.Id, 0, null, clock.GetUtcNow(), options.SessionLifetime) with { Limits = caller.Grants };
        await database.WriteAsync(async work =>
        {
            await TokenStore.AddAsync(work, ct, token);
            work.Tell(Entry.Of(SecurityKinds.LoginSucceeded, Scope.Everywhere, $"users/{caller.Name}", caller.Name,
                new { name = caller.Name, address = http.RemoteAddress(), way = "session", issuer }));
        }, ct);
        SessionCookie.Set(http, token.Text, options.SessionLifetime);
    }
}
