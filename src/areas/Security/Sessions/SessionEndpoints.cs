using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Security;

/// <summary>The portal's log-in.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/api/v1/session").WithTags("Access").AcceptingSmallBodies();
        // Open, because nobody is known before having logged in.
        session.MapPost("", LogInAsync).OpenToAnybody().WithName("LogIn").WithSummary("Log in; the session is a cookie.");
        session.MapGet("", Get).NeedsSignIn().WithName("GetSession").WithSummary("The session of this cookie.");
        session.MapDelete("", LogOutAsync).NeedsSignIn().WithName("LogOut").WithSummary("End the session of this cookie.");
    }

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> LogInAsync(
        LogIn wish, LoginCheck logins, IDatabase database, SecurityOptions options, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        http.NeverStore();
        // A foreign page must not log its visitor in as somebody else either.
        if (CsrfGuard.RefuseForeign(http.Request) is { } foreign)
            return foreign.ToProblem();
        var (address, name) = (http.RemoteAddress(), wish.Name ?? "");
        var check = await logins.CheckAsync(name, wish.Password ?? "", new(address, "session"), ct);
        if (!check.TryGet(out var login, out var fault))
            return http.Problem(fault);

        var (principal, now) = (login.Principal, clock.GetUtcNow());
        var token = NewToken.Of(TokenKind.Session, principal.Id, principal.PasswordVersion, null, now, options.SessionLifetime);
        await database.WriteAsync(async work =>
        {
            await TokenStore.AddAsync(work, ct, token);
            work.Tell(Entry.Of(SecurityKinds.LoginSucceeded, Scope.Everywhere, $"users/{principal.Name}", principal.Name,
                new { name = principal.Name, address, way = "session" }));
        }, ct);
        SessionCookie.Set(http, token.Text, options.SessionLifetime);
        var signIn = new SignIn(new(principal.Id, principal.Name, principal.Grants), principal.Kind, null, token.ExpiresAt);
        return TypedResults.Ok(new SessionView(CsrfGuard.TokenOf(token.Text), token.ExpiresAt, signIn.Me()));
    }

    private static Results<Ok<SessionView>, ProblemHttpResult> Get(HttpContext http)
    {
        http.NeverStore();
        return http.SignIn() is { SessionText: { } text, ExpiresAt: { } expiresAt } signIn
            ? TypedResults.Ok(new SessionView(CsrfGuard.TokenOf(text), expiresAt, signIn.Me()))
            : SecurityFaults.NoSession().ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LogOutAsync(IDatabase database, HttpContext http, CancellationToken ct)
    {
        if (http.SignIn() is not { SessionText: not null, Token: { } token })
            return SecurityFaults.NoSession().ToProblem();
        await database.WriteAsync(work => TokenStore.EndWithOffspringAsync(work, token.Id, ct), ct);
        SessionCookie.Clear(http);
        return TypedResults.NoContent();
    }
}
