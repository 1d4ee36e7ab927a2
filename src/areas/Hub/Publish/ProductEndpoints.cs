using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>Gantry's own door to the products of one environment.</summary>
internal static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/api/v1/missions/{mission}/environments/{environment}/products").WithTags("Products");
        products.MapGet("/", ListAsync).WithName("ListProducts").Needs(Act.ReadProduct);
        products.MapGet("/{name}", FindAsync).WithName("FindProduct").Needs(Act.ReadProduct);
        products.MapGet("/{name}/content", DownloadAsync).WithName("DownloadProduct").Needs(Act.ReadProduct);
        products.MapMethods("/{name}/content", ["HEAD"], DownloadAsync).ExcludeFromDescription().Needs(Act.ReadProduct);
        products.MapGet("/{name}/preview", PreviewAsync).WithName("PreviewProduct").Needs(Act.ReadProduct);
        products.MapGet("/{name}/quicklooks", QuicklooksAsync).WithName("ListQuicklooks").Needs(Act.ReadProduct);
        products.MapPut("/{name}", PutAsync).WithName("PutProduct").Needs(Act.PutProduct);
        products.MapDelete("/{name}", DeleteAsync).WithName("DeleteProduct").Needs(Act.DeleteProduct);
    }

    /// <summary>The products of an environment by name.</summary>
    private static async Task<Ok<Page<ProductView>>> ListAsync(
        string mission, string environment, string? prefix, string? after, int? limit, ProductCatalogue catalogue, CancellationToken ct)
    {
        var size = Paging.Size(limit);
        var found = await catalogue.ListAsync(mission, environment, prefix, after ?? "", size, ct);
        var next = found.Count == size ? found[^1].Name : null;
        return TypedResults.Ok(new Page<ProductView>([.. found.Select(p => p.View())], next));
    }

    /// <summary>One product's description.</summary>
    private static async Task<Results<Ok<ProductView>, ProblemHttpResult>> FindAsync(
        string mission, string environment, string name, ProductCatalogue catalogue, CancellationToken ct) =>
        await catalogue.FindAsync(mission, environment, name, ct) is { } product
            ? TypedResults.Ok(product.View())
            : HubFaults.NoSuchProduct($"'{name}' in {mission}/{environment}").ToProblem();

    /// <summary>One product's bytes, whole or a range.</summary>
    private static async Task<IResult> DownloadAsync(
        string mission, string environment, string name, ProductCatalogue catalogue, Downloads downloads, CancellationToken ct) =>
        await catalogue.FindAsync(mission, environment, name, ct) is { } product
            ? downloads.Answer(product)
            : HubFaults.NoSuchProduct($"'{name}' in {mission}/{environment}").ToProblem();

    /// <summary>A product to look at in a browser: a picture whole, of a text the beginning; the header <c>Gantry-Cut</c> says whether there is more.</summary>
    private static async Task<IResult> PreviewAsync(
        string mission, string environment, string name, HttpContext http, ProductCatalogue catalogue, Downloads downloads, CancellationToken ct)
    {
        if (await catalogue.FindAsync(mission, environment, name, ct) is not { } product)
            return HubFaults.NoSuchProduct($"'{name}' in {mission}/{environment}").ToProblem();
        return downloads.Look(product, http.Caller()).TryGet(out var preview, out var fault) ? preview : fault.ToProblem();
    }

    /// <summary>What shows a product: the products that are quicklooks of it.</summary>
    private static async Task<Results<Ok<Page<ProductView>>, ProblemHttpResult>> QuicklooksAsync(
        string mission, string environment, string name, ProductCatalogue catalogue, CancellationToken ct) =>
        await catalogue.FindAsync(mission, environment, name, ct) is { } product
            ? TypedResults.Ok(new Page<ProductView>([.. (await catalogue.QuicklooksAsync([product], ct)).Of(product).Select(q => q.View())], null))
            : HubFaults.NoSuchProduct($"'{name}' in {mission}/{environment}").ToProblem();

    /// <summary>Puts a file in. The same bytes under the same name again are answered with the product that is there; 202 says where to look for what becomes of a file that has to wait.</summary>
    private static async Task<Results<Created<ProductView>, Ok<ProductView>, Accepted<ArrivalView>, ProblemHttpResult>> PutAsync(
        string mission, string environment, string name, HttpContext http, ProductIntake intake, ArrivalStore arrivals, CancellationToken ct)
    {
        if (!DigestHeaders.Read(http.Request).TryGet(out var expected, out var unreadable))
            return unreadable.ToProblem();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        var arrival = new Arrival(mission, environment, name, http.Request.Body, expected, http.Caller().Name);
        if (!(await intake.AcceptAsync(arrival, ct)).TryGet(out var taken, out var fault))
            return fault.ToProblem();
        if (taken.Received is { } received)
            http.Response.Headers["Gantry-Received-Digest"] = received.Hex;
        return taken switch
        {
            Taken.AsProduct { Product: var made } => TypedResults.Created(AddressOf(made), made.View()),
            Taken.AlreadyThere { Product: var there } => TypedResults.Ok(there.View()),
            Taken.InQuarantine { Id: var id, Why: var why } => QuarantineFaults.Told(why, id).ToProblem(),
            Taken.Waiting waiting => await WaitsAsync(mission, environment, waiting.Id, arrivals, ct),
            _ => throw new InvalidOperationException($"Nobody knows how to answer {taken}."),
        };
    }

    /// <summary>Deletes a product, unless it is held; the reason goes into the journal.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string mission, string environment, string name, string? reason, HttpContext http, ProductCatalogue catalogue, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return HubFaults.NeedsReason().ToProblem();
        return (await catalogue.DeleteAsync(mission, environment, name, reason, http.Caller().Name, ct)).TryGet(out _, out var fault)
            ? TypedResults.NoContent()
            : fault.ToProblem();
    }

    private static async Task<Accepted<ArrivalView>> WaitsAsync(string mission, string environment, Guid id, ArrivalStore arrivals, CancellationToken ct) =>
        TypedResults.Accepted(ArrivalEndpoints.AddressOf(mission, environment, id), (await arrivals.FindAsync(mission, environment, id, ct))!.View());

    private static string AddressOf(Product product) =>
        $"/api/v1/missions/{product.Mission}/environments/{product.Environment}/products/{Uri.EscapeDataString(product.Name)}";
}
