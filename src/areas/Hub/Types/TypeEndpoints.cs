using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>The types of products that an environment's release declares.</summary>
internal static class TypeEndpoints
{
    public static void MapTypes(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/missions/{mission}/environments/{environment}/types", ListAsync).WithName("ListTypes").WithTags("Products").Needs(Act.ReadProduct);

    /// <summary>The types as the release declares them, each with its newest product.</summary>
    private static async Task<Ok<Page<TypeView>>> ListAsync(
        string mission, string environment, IMissionReleases releases, TypeBook book, ProductCatalogue catalogue, CancellationToken ct)
    {
        if (await releases.StandingAsync(mission, environment, ct) is not { } release)
            return TypedResults.Ok(new Page<TypeView>([], null));
        var views = new List<TypeView>();
        foreach (var type in (await book.OfAsync(release, ct)).Types)
        {
            var newest = (await catalogue.NewestOfAsync(new(mission, environment), type.Name, null, null, 1, ct)).FirstOrDefault();
            views.Add(new(type.Name, type.Pattern.ToString(), type.ContentType, newest?.Name, newest?.Blob.SizeBytes, newest?.PublishedAt));
        }
        return TypedResults.Ok(new Page<TypeView>(views, null));
    }
}
