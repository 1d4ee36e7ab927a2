using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>The standard door to the products (PRIP, AUXIP): one for everything a client may see, one for each environment.</summary>
internal static class ODataDoor
{
    public static void MapODataDoor(this IEndpointRouteBuilder routes)
    {
        var common = routes.MapGroup("/odata/v1").WithTags("OData");
        common.MapGet("/Products", ListAsync).WithName("ODataProducts").NeedsSomewhere(Act.ReadProduct);
        common.MapGet("/Products({key})", FindAsync).WithName("ODataProduct").NeedsInHandler(Act.ReadProduct);
        common.MapGet("/Products({key})/$value", DownloadAsync).WithName("ODataProductValue").NeedsInHandler(Act.ReadProduct);
        common.MapMethods("/Products({key})/$value", ["HEAD"], DownloadAsync).ExcludeFromDescription().NeedsInHandler(Act.ReadProduct);

        var own = routes.MapGroup("/missions/{mission}/{environment}/odata/v1").WithTags("OData");
        own.MapGet("/Products", ListAsync).WithName("ODataProductsOfEnvironment").Needs(Act.ReadProduct);
        own.MapGet("/Products({key})", FindAsync).WithName("ODataProductOfEnvironment").Needs(Act.ReadProduct);
        own.MapGet("/Products({key})/$value", DownloadAsync).WithName("ODataProductValueOfEnvironment").Needs(Act.ReadProduct);
        own.MapMethods("/Products({key})/$value", ["HEAD"], DownloadAsync).ExcludeFromDescription().Needs(Act.ReadProduct);
    }

    /// <summary>Products by filter, in an order, in pages.</summary>
    private static async Task<IResult> ListAsync(HttpContext http, ProductCatalogue catalogue, CancellationToken ct)
    {
        var pairs = http.Request.Query.SelectMany(q => q.Value, (q, value) => new KeyValuePair<string, string?>(q.Key, value));
        if (!ODataQueryReader.Read(pairs, Visible(http)).TryGet(out var asked, out var problem))
            return ODataAnswer.Error(StatusCodes.Status400BadRequest, "odata.bad_query", $"{problem.Message} (at position {problem.Position})");
        long? count = asked.Options.Count ? await catalogue.CountAsync(asked.Filter, ct) : null;
        var page = asked.Query.Top == 0 ? [] : await catalogue.QueryAsync(asked.Query, ct);
        return ODataAnswer.Ok(json => ODataJson.WritePage(json, page, count, NextLink(http, asked, page)));
    }

    /// <summary>One product.</summary>
    private static async Task<IResult> FindAsync(string key, HttpContext http, ProductCatalogue catalogue, CancellationToken ct) =>
        await FindVisibleAsync(key, http, catalogue, ct) is { } product
            ? ODataAnswer.Ok(json => ODataJson.WriteProduct(json, product, "$metadata#Products/$entity"))
            : ODataAnswer.NoSuchProduct(key);

    /// <summary>One product's bytes.</summary>
    private static async Task<IResult> DownloadAsync(string key, HttpContext http, ProductCatalogue catalogue, IBlobStore blobs, CancellationToken ct) =>
        await FindVisibleAsync(key, http, catalogue, ct) is { } product ? new ProductContent(product, blobs) : ODataAnswer.NoSuchProduct(key);

    private static async Task<Product?> FindVisibleAsync(string key, HttpContext http, ProductCatalogue catalogue, CancellationToken ct)
    {
        // Some clients put the key in quotes.
        if (!Guid.TryParseExact(key.Trim('\''), "D", out var id) || await catalogue.FindAsync(id, ct) is not { } product)
            return null;
        var (mission, environment) = Door(http);
        if (mission is not null && (mission != product.Mission || environment != product.Environment))
            return null;
        // What one may not see does not exist: an answer of 403 would tell that it does.
        return http.Caller().May(Act.ReadProduct, new(product.Mission, product.Environment)) ? product : null;
    }

    private static SqlText Visible(HttpContext http)
    {
        var (mission, environment) = Door(http);
        return mission is not null
            ? SqlText.Of($"(mission = {mission} and environment = {environment})")
            : SqlText.Of($"({SqlText.Join(" or ", http.Caller().ScopesFor(Act.ReadProduct).Select(Within))})");
    }

    private static SqlText Within(Scope scope) => scope switch
    {
        { Mission: null, Environment: null } => SqlText.Constant("1 = 1"),
        { Mission: null } => SqlText.Of($"environment = {scope.Environment}"),
        { Environment: null } => SqlText.Of($"mission = {scope.Mission}"),
        _ => SqlText.Of($"(mission = {scope.Mission} and environment = {scope.Environment})"),
    };

    private static (string? Mission, string? Environment) Door(HttpContext http) =>
        (http.Request.RouteValues["mission"] as string, http.Request.RouteValues["environment"] as string);

    // Only when the page is full and the client may want more: it asked for no particular number, or for more than a page.
    private static string? NextLink(HttpContext http, ODataRequest asked, IReadOnlyList<Product> page)
    {
        var left = asked.Options.Top - page.Count;
        if (page.Count == 0 || page.Count < asked.Query.Top || left <= 0)
            return null;
        var next = http.Request.Query
            .Where(q => q.Key is not ("$skiptoken" or "$skip" or "$top"))
            .SelectMany(q => q.Value, (q, value) => new KeyValuePair<string, string?>(q.Key, value))
            .Append(new("$skiptoken", ODataQueryReader.TokenAfter(page[^1], asked.SortedBy)));
        if (left is { } more)
            next = next.Append(new("$top", more.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return "Products" + QueryString.Create(next).Value;
    }
}
