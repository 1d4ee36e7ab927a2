using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Security;

/// <summary>People and service accounts, for administrators. None is ever deleted: the journal names them.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/v1/users").Needs(Act.ManageAccess).WithTags("Access").AcceptingSmallBodies();
        users.MapGet("", ListAsync).WithName("ListUsers").WithSummary("Users by name, a page at a time.");
        users.MapPost("", CreateAsync).WithName("CreateUser").WithSummary("Add a person or a service account.");
        users.MapGet("{user}", GetAsync).WithName("GetUser").WithSummary("One user, by name or id.");
        users.MapPatch("{user}", ChangeAsync).WithName("ChangeUser").WithSummary("Change grants or password, disable or enable; at once, also for tokens already given.");
        users.MapPost("{user}/secret", RenewSecretAsync).WithName("RenewSecret").WithSummary("Make up a new secret; the old one and all tokens end.");
    }

    private static async Task<Results<Ok<Page<UserView>>, ProblemHttpResult>> ListAsync(
        PrincipalStore principals, CancellationToken ct, string? after = null, int? limit = null)
    {
        var size = Paging.Size(limit);
        if (after is not null && after.Any(char.IsControl))
            return WebFaults.NoSuchPage("(unprintable)").ToProblem();
        var found = await principals.PageAsync(after ?? "", size, ct);
        return TypedResults.Ok(new Page<UserView>([.. found.Select(UserViews.View)], found.Count == size ? found[^1].Name : null));
    }

    private static async Task<Results<Created<CreatedUser>, ProblemHttpResult>> CreateAsync(
        CreateUser wish, UserBook book, HttpContext http, CancellationToken ct)
    {
        var result = await book.CreateAsync(wish, http.Caller().Name, ct);
        http.NeverStore();
        return result.TryGet(out var made, out var fault)
            ? TypedResults.Created($"/api/v1/users/{made.User.Name}", new CreatedUser(made.User.View(), made.Secret))
            : fault.ToProblem();
    }

    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> GetAsync(string user, PrincipalStore principals, CancellationToken ct) =>
        await principals.FindAsync(user, ct) is { } found ? TypedResults.Ok(found.View()) : SecurityFaults.NoSuchUser(user).ToProblem();

    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> ChangeAsync(
        string user, ChangeUser wish, UserBook book, HttpContext http, CancellationToken ct)
    {
        var result = await book.ChangeAsync(user, wish, http.Caller().Name, ct);
        return result.TryGet(out var changed, out var fault) ? TypedResults.Ok(changed.View()) : fault.ToProblem();
    }

    private static async Task<Results<Ok<CreatedUser>, ProblemHttpResult>> RenewSecretAsync(
        string user, UserBook book, HttpContext http, CancellationToken ct)
    {
        var result = await book.RenewSecretAsync(user, http.Caller().Name, ct);
        http.NeverStore();
        return result.TryGet(out var made, out var fault) ? TypedResults.Ok(new CreatedUser(made.User.View(), made.Secret)) : fault.ToProblem();
    }
}
