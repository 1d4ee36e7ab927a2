using System.Globalization;
using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Security;

/// <summary>The OAuth2 token endpoint (RFC 6749) and revocation (RFC 7009).</summary>
internal static class OAuthEndpoints
{
    public static void MapOAuth(this IEndpointRouteBuilder routes)
    {
        // Open, because what makes somebody known is in the form and not in the request's headers.
        var open = routes.MapGroup("").OpenToAnybody().WithTags("Access");
        open.MapPost("/oauth2/token", TokenAsync).WithName("GetToken").TakesForm<TokenRequest>()
            .WithSummary("An access token for name and password, client credentials or a refresh token, form-encoded.");
        open.MapPost("/token", TokenAsync).ExcludeFromDescription();
        open.MapPost("/oauth2/revoke", RevokeAsync).WithName("RevokeToken").TakesForm<RevocationRequest>()
            .WithSummary("End a token at once; for a refresh token, all of its log-in.");
    }

    private static async Task<Results<Ok<TokenAnswer>, JsonHttpResult<TokenRefusal>>> TokenAsync(
        HttpContext http, LoginCheck logins, TokenDesk desk, CancellationToken ct)
    {
        http.NeverStore();
        var result = (await TokenForm.ReadAsync(http, ct)).TryGet(out var form, out var unreadable)
            ? await GrantAsync(form, http, logins, desk, ct)
            : unreadable;
        return result.TryGet(out var answer, out var fault) ? TypedResults.Ok(answer) : Refuse(http, fault);
    }

    private static async Task<Results<Ok, JsonHttpResult<TokenRefusal>>> RevokeAsync(HttpContext http, TokenDesk desk, CancellationToken ct)
    {
        http.NeverStore();
        if (!(await TokenForm.ReadAsync(http, ct)).TryGet(out var form, out var fault))
            return Refuse(http, fault);
        if (form["token"] is not { } token)
            return Refuse(http, SecurityFaults.InvalidRequest("'token' is missing"));
        await desk.RevokeAsync(token, ct);
        return TypedResults.Ok();
    }

    private static async Task<Result<TokenAnswer>> GrantAsync(
        TokenForm form, HttpContext http, LoginCheck logins, TokenDesk desk, CancellationToken ct)
    {
        var address = http.RemoteAddress();
        if (form["grant_type"] is not { } type)
            return SecurityFaults.InvalidRequest("'grant_type' is missing");
        if (type is not ("password" or "client_credentials" or "refresh_token"))
            return SecurityFaults.UnsupportedGrantType(type.Length > 64 ? type[..64] : type);
        if (!ScopeWords.Read(form["scope"]).TryGet(out var limits, out var wrongScope))
            return wrongScope;
        if (!ClientSecret.Read(form, http).TryGet(out var secret, out var wrongClient))
            return wrongClient;

        // A client that shows a secret must show the right one; one without a secret is just a program its user runs.
        PasswordLogin? client = null;
        if (secret is not null)
        {
            var check = await logins.CheckAsync(secret.Name, secret.Secret, new(address, "client"), ct);
            if (!check.TryGet(out client, out var fault))
                return fault.Code == SecurityFaults.BadCredentials().Code ? SecurityFaults.InvalidClient() : fault;
            if (client.Principal.Kind != PrincipalKind.Service)
                return SecurityFaults.UnauthorizedClient(client.Principal.Name);
        }
        switch (type)
        {
            case "client_credentials":
                return client is null ? SecurityFaults.InvalidClient() : await GiveAsync(client, canRefresh: false);
            case "refresh_token":
                return form["refresh_token"] is { } refresh && TokenText.KindOf(refresh) == TokenKind.Refresh
                    ? await desk.RefreshAsync(refresh, limits, address, ct)
                    : form["refresh_token"] is null
                        ? SecurityFaults.InvalidRequest("'refresh_token' is missing")
                        : SecurityFaults.InvalidGrant("This is not a refresh token.");
            default:
                if (form["username"] is not { } name || form["password"] is not { } password)
                    return SecurityFaults.InvalidRequest("'username' or 'password' is missing");
                var login = await logins.CheckAsync(name, password, new(address, "token"), ct);
                if (!login.TryGet(out var person, out var refusal))
                    return refusal.Code == SecurityFaults.BadCredentials().Code ? SecurityFaults.InvalidGrant(refusal.Message) : refusal;
                return await GiveAsync(person, canRefresh: true);
        }

        async Task<Result<TokenAnswer>> GiveAsync(PasswordLogin login, bool canRefresh) =>
            limits is not null && GrantLimits.FirstBeyond(limits, login.Principal.Grants, null) is { } beyond
                ? SecurityFaults.InvalidScope($"{login.Principal.Name} may not do all of {GrantText.Write(beyond)}")
                : await desk.GiveAsync(login, limits, canRefresh, address, ct);
    }

    private static JsonHttpResult<TokenRefusal> Refuse(HttpContext http, Fault fault)
    {
        const string own = "oauth.";
        if (fault.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (fault.Kind == FaultKind.Unknown && http.Request.Headers.ContainsKey("Authorization"))
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"gantry\", charset=\"UTF-8\"";
        // RFC 6749 has no word for throttling; RFC 8628's is the one clients may know.
        var error = fault.Code.StartsWith(own, StringComparison.Ordinal) ? fault.Code[own.Length..] : "slow_down";
        var status = fault.Kind == FaultKind.Invalid ? StatusCodes.Status400BadRequest : fault.Kind.Status();
        return TypedResults.Json(new TokenRefusal(error, fault.Message, fault.Code), statusCode: status);
    }
}
