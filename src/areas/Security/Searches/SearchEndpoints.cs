using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Security;

/// <summary>Everybody's own searches and questions: saved under a name, or remembered among the last.</summary>
internal static class SearchEndpoints
{
    private const int LongestName = 100;
    private const int LongestQuery = 16_000;

    private static readonly string[] _rooms = ["products", "query"];

    public static void MapMySearches(this IEndpointRouteBuilder routes)
    {
        var searches = routes.MapGroup("/api/v1/me/searches").NeedsSignIn().WithTags("Access").AcceptingSmallBodies();
        searches.MapGet("", ListAsync).WithName("ListSearches").WithSummary("One's saved searches of a room by name, then the last ones, newest first.");
        searches.MapPost("", KeepAsync).WithName("SaveSearch").WithSummary("Save a search under a name, or remember it among the last ones.");
        searches.MapDelete("{id:guid}", ForgetAsync).WithName("ForgetSearch").WithSummary("Forget a search.");
    }

    private static async Task<Results<Ok<Page<SearchView>>, ProblemHttpResult>> ListAsync(
        string? room, string? mission, string? environment, SearchStore searches, HttpContext http, CancellationToken ct) =>
        WrongWith(room, mission, environment) is { } wrong
            ? SecurityFaults.BadSearch(wrong).ToProblem()
            : TypedResults.Ok(new Page<SearchView>(await searches.ListAsync(http.Caller().Id, room!, new(mission, environment), ct), null));

    private static async Task<Results<Ok<SearchView>, ProblemHttpResult>> KeepAsync(SaveSearchRequest wish, SearchStore searches, HttpContext http, CancellationToken ct)
    {
        var name = wish.Name?.Trim();
        var wrong = WrongWith(wish.Room, wish.Mission, wish.Environment)
            ?? (name is { Length: 0 or > LongestName } || name?.Any(char.IsControl) is true ? $"a name has 1 to {LongestName} letters"
                : string.IsNullOrEmpty(wish.Query) || wish.Query.Length > LongestQuery ? $"a search has 1 to {LongestQuery:N0} letters" : null);
        if (wrong is not null)
            return SecurityFaults.BadSearch(wrong).ToProblem();
        return (await searches.KeepAsync(http.Caller().Id, wish with { Name = name }, ct)).TryGet(out var kept, out var fault) ? TypedResults.Ok(kept) : fault.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ForgetAsync(Guid id, SearchStore searches, HttpContext http, CancellationToken ct) =>
        await searches.ForgetAsync(http.Caller().Id, id, ct) ? TypedResults.NoContent() : SecurityFaults.NoSuchSearch(id).ToProblem();

    private static string? WrongWith(string? room, string? mission, string? environment) =>
        room is null || !_rooms.Contains(room) ? $"'room' is {string.Join(" or ", _rooms)}"
        : Names.WrongWith("mission's name", mission ?? "")
        ?? (environment is null || !Rungs.Exists(environment) ? $"'environment' is {string.Join(", ", Rungs.All)}" : null);
}
