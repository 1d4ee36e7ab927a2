using System.Globalization;
using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>What retention will do: looked at, not done.</summary>
internal static class RetentionEndpoints
{
    public static void MapRetention(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/missions/{mission}/environments/{environment}/retention/plan", PlanAsync)
            .WithName("PlanRetention").WithTags("Retention").Needs(Act.ReadProduct);

    /// <summary>What is deleted until a time (now when left out), by type, what holds save, and a page of the products.</summary>
    private static async Task<Results<Ok<RetentionPlanView>, ProblemHttpResult>> PlanAsync(
        string mission, string environment, DateTimeOffset? until, string? after, int? limit,
        ProductCatalogue catalogue, HoldStore store, TimeProvider clock, CancellationToken ct)
    {
        if (!TryPlace(after, out var place))
            return WebFaults.NoSuchPage(after!).ToProblem();
        var (scope, size) = (new Scope(mission, environment), Paging.Size(limit));
        var end = until ?? clock.GetUtcNow();
        // A hold that is over by then saves nothing then.
        var holds = await store.StandingAsync(scope, end > clock.GetUtcNow() ? end : clock.GetUtcNow(), ct);
        var types = await catalogue.EndingTypesAsync(scope, end, await catalogue.HeldAsync(holds, ct), ct);
        var page = await catalogue.EndingAsync(scope, end, SqlText.Constant("1 = 1"), place, size, ct);
        return TypedResults.Ok(new RetentionPlanView(
            end,
            [.. types.Select(t => new RetentionOfType(t.Type, t.Products - t.HeldProducts, t.Bytes - t.HeldBytes, t.HeldProducts, t.HeldBytes))],
            [.. page.Select(p => new RetentionProduct(p.Id, p.Name, p.Type, p.Blob.SizeBytes, p.EvictAt!.Value, holds.Of(p)?.Id))],
            page.Count == size ? Text(EvictionPlace.Of(page[^1])) : null));
    }

    private static string Text(EvictionPlace place) => string.Create(CultureInfo.InvariantCulture, $"{place.EvictAt}_{place.Number}");

    private static bool TryPlace(string? text, out EvictionPlace place)
    {
        place = EvictionPlace.Beginning;
        if (string.IsNullOrEmpty(text))
            return true;
        if (text.Split('_') is not [var time, var number]
            || !long.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var evictAt)
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var last))
            return false;
        place = new(evictAt, last);
        return true;
    }
}
