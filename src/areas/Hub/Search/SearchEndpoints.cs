using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>A search for products, beside the doors for clients of standards.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        var search = routes.MapGroup("/api/v1/missions/{mission}/environments/{environment}/product-search").WithTags("Products").Needs(Act.ReadProduct);
        search.MapGet("/", FindAsync).WithName("SearchProducts");
        search.MapGet("/facets", FacetsAsync).WithName("ListFacets");
    }

    /// <summary>The products that a filter finds, in the words of OData's <c>$filter</c>; <c>newest</c> first, or <c>oldest</c>, or by <c>name</c>.</summary>
    private static async Task<Results<Ok<Page<ProductView>>, ProblemHttpResult>> FindAsync(
        string mission, string environment, string? filter, string? order, string? after, int? limit, ProductSearch search, CancellationToken ct) =>
        (await search.FindAsync(new(mission, environment), filter, order, after, Paging.Size(limit), ct)).TryGet(out var page, out var fault)
            ? TypedResults.Ok(new Page<ProductView>([.. page.Found.Select(p => p.View())], page.Next))
            : fault.ToProblem();

    /// <summary>How many products a filter finds, and exactly how many of each type, platform and unit.</summary>
    private static async Task<Results<Ok<FacetsView>, ProblemHttpResult>> FacetsAsync(
        string mission, string environment, string? filter, ProductSearch search, CancellationToken ct) =>
        (await search.FacetsAsync(new(mission, environment), filter, ct)).TryGet(out var facets, out var fault)
            ? TypedResults.Ok(facets)
            : fault.ToProblem();
}
