using System.Text;
using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Security;

/// <summary>A mission's secrets: set, listed and deleted; nobody can read one back.</summary>
internal static class SecretEndpoints
{
    private const int LargestSecret = 32 * 1024;

    public static void MapSecrets(this IEndpointRouteBuilder routes)
    {
        var secrets = routes.MapGroup("/api/v1/missions/{mission}/environments/{environment}/secrets").WithTags("Secrets").AcceptingSmallBodies();
        secrets.MapGet("", ListAsync).Needs(Act.ListSecrets).WithName("ListSecrets").WithSummary("The names of an environment's secrets, never their values.");
        secrets.MapPut("{name}", SetAsync).Needs(Act.ManageSecrets).WithName("SetSecret").WithSummary("Set a secret, or replace the one of that name.");
        secrets.MapDelete("{name}", DeleteAsync).Needs(Act.ManageSecrets).WithName("DeleteSecret").WithSummary("Delete a secret.");
    }

    private static async Task<Ok<Page<SecretView>>> ListAsync(
        string mission, string environment, SecretStore secrets, CancellationToken ct, string? after = null, int? limit = null)
    {
        var size = Paging.Size(limit);
        var found = await secrets.PageAsync(mission, environment, after ?? "", size, ct);
        return TypedResults.Ok(new Page<SecretView>(found, found.Count == size ? found[^1].Name : null));
    }

    private static async Task<Results<Ok<SecretView>, ProblemHttpResult>> SetAsync(
        string mission, string environment, string name, SetSecret wish, SecretStore secrets, HttpContext http, CancellationToken ct)
    {
        if ((Names.WrongWith("mission's name", mission) ?? Names.WrongWith("secret's name", name)) is { } complaint)
            return SecurityFaults.BadSecret(complaint).ToProblem();
        if (string.IsNullOrEmpty(wish.Value) || Encoding.UTF8.GetByteCount(wish.Value) > LargestSecret)
            return SecurityFaults.BadSecret($"a secret has 1 to {LargestSecret} bytes").ToProblem();
        return TypedResults.Ok(await secrets.SetAsync(new(mission, environment), name, wish.Value, http.Caller().Name, ct));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string mission, string environment, string name, SecretStore secrets, HttpContext http, CancellationToken ct) =>
        await secrets.DeleteAsync(new(mission, environment), name, http.Caller().Name, ct)
            ? TypedResults.NoContent()
            : SecurityFaults.NoSuchSecret(name, mission, environment).ToProblem();
}
