using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Security;

/// <summary>What everybody may see and change of oneself.</summary>
internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/api/v1/me").NeedsSignIn().WithTags("Access").AcceptingSmallBodies();
        me.MapGet("", Get).WithName("GetMe").WithSummary("Who is calling, and what that one may do.");
        me.MapPut("password", ChangePasswordAsync).WithName("ChangePassword")
            .WithSummary("A new password for oneself; other log-ins end, personal tokens stay.");
        me.MapGet("tokens", ListTokensAsync).WithName("ListTokens").WithSummary("One's personal tokens, oldest first.");
        me.MapPost("tokens", CreateTokenAsync).WithName("CreateToken").WithSummary("Make a personal token; its secret is shown this one time.");
        me.MapDelete("tokens/{id:guid}", RevokeTokenAsync).WithName("RevokePersonalToken").WithSummary("End a personal token at once.");
    }

    private static Ok<MeView> Get(HttpContext http) => TypedResults.Ok(http.SignIn().Me());

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePasswordAsync(
        ChangePassword wish, LoginCheck logins, UserBook book, HttpContext http, CancellationToken ct)
    {
        var signIn = http.SignIn();
        if (signIn.Kind == PrincipalKind.External)
            return SecurityFaults.ExternalUser(signIn.Caller.Name).ToProblem();
        if (signIn.Token?.Kind == TokenKind.Personal || signIn.Caller.Narrowing is not null)
            return SecurityFaults.NotWithThisToken("changing the password").ToProblem();
        if (wish.Current is null || wish.New is null)
            return SecurityFaults.BadPassword("send the current and the new password").ToProblem();
        var check = await logins.CheckAsync(signIn.Caller.Name, wish.Current, new(http.RemoteAddress(), "password"), ct);
        if (!check.TryGet(out var login, out var fault))
            return http.Problem(fault);
        if (PasswordRules.Refuse(wish.New, signIn.Caller.Name) is { } weak)
            return weak.ToProblem();
        return await book.SetOwnPasswordAsync(login.Principal, wish.New, signIn.Token?.Family, ct) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Page<TokenView>>, ProblemHttpResult>> ListTokensAsync(
        PersonalTokens tokens, HttpContext http, CancellationToken ct, string? after = null, int? limit = null)
    {
        var size = Paging.Size(limit);
        var place = Guid.Empty;
        if (after is not null && !Guid.TryParseExact(after, "D", out place))
            return WebFaults.NoSuchPage(after).ToProblem();
        var found = await tokens.PageAsync(http.Caller().Id, place, size, ct);
        return TypedResults.Ok(new Page<TokenView>(found, found.Count == size ? found[^1].Id.ToString("D") : null));
    }

    private static async Task<Results<Created<CreatedToken>, ProblemHttpResult>> CreateTokenAsync(
        CreateToken wish, PersonalTokens tokens, HttpContext http, CancellationToken ct)
    {
        var result = await tokens.CreateAsync(http.SignIn(), wish, ct);
        http.NeverStore();
        return result.TryGet(out var made, out var fault)
            ? TypedResults.Created($"/api/v1/me/tokens/{made.Token.Id}", made)
            : fault.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeTokenAsync(
        Guid id, PersonalTokens tokens, HttpContext http, CancellationToken ct) =>
        await tokens.RevokeAsync(http.SignIn(), id, ct) is { } fault ? fault.ToProblem() : TypedResults.NoContent();
}
