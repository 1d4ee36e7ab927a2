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
        Map(routes.MapGroup("/odata/v1"), "", e => e.NeedsSomewhere(Act.ReadProduct), e => e.NeedsInHandler(Act.ReadProduct));
        Map(routes.MapGroup("/missions/{mission}/{environment}/odata/v1"), "OfEnvironment", e => e.Needs(Act.ReadProduct), e => e.Needs(Act.ReadProduct));
    }

    private static void Map(
        RouteGroupBuilder door, string suffix, Func<IEndpointConventionBuilder, IEndpointConventionBuilder> shows, Func<IEndpointConventionBuilder, IEndpointConventionBuilder> finds)
    {
        door.WithTags("OData").WithMetadata(ODataErrors.Form);
        shows(door.MapGet("/", ODataModel.Service).WithName("ODataService" + suffix));
        shows(door.MapGet("/$metadata", ODataModel.Metadata).WithName("ODataMetadata" + suffix));
        shows(door.MapGet("/Products", ProductsSet.ListAsync).WithName("ODataProducts" + suffix));
        shows(door.MapGet("/Products/$count", ProductsSet.CountAsync).WithName("ODataProductsCount" + suffix));
        shows(door.MapPost("/Products/OData.CSC.FilterList", ProductsSet.FilterListAsync).WithName("ODataProductsFilterList" + suffix));
        finds(door.MapGet("/Products({key})", FindAsync).WithName("ODataProduct" + suffix));
        finds(door.MapGet("/Products({key})/Attributes", AttributesAsync).WithName("ODataProductAttributes" + suffix));
        finds(door.MapGet("/Products({key})/Quicklooks", QuicklooksAsync).WithName("ODataProductQuicklooks" + suffix));
        finds(door.MapGet("/Products({key})/Quicklooks({image})", QuicklookAsync).WithName("ODataProductQuicklook" + suffix));
        finds(door.MapGet("/Products({key})/Quicklooks({image})/$value", DownloadQuicklookAsync).WithName("ODataProductQuicklookValue" + suffix));
        finds(door.MapGet("/Products({key})/$value", DownloadAsync).WithName("ODataProductValue" + suffix));
        finds(door.MapMethods("/Products({key})/$value", ["HEAD"], DownloadAsync).ExcludeFromDescription());
        shows(door.MapGet("/DeletedProducts", DeletedSet.ListAsync).WithName("ODataDeletedProducts" + suffix));
        shows(door.MapGet("/Attributes", AttributesSet.ListAsync).WithName("ODataAttributes" + suffix));
        shows(door.MapGet("/Metrics", MetricsSet.ListAsync).WithName("ODataMetrics" + suffix));
        MapAliases(door, shows, finds);
        shows(door.MapFallback("/{**rest}", NoSuchSegment).ExcludeFromDescription());
    }

    // One server of this interface names its sets in the singular, and clients that know it do, too.
    private static void MapAliases(
        RouteGroupBuilder door, Func<IEndpointConventionBuilder, IEndpointConventionBuilder> shows, Func<IEndpointConventionBuilder, IEndpointConventionBuilder> finds)
    {
        shows(door.MapGet("/Product", ProductsSet.ListAsync).ExcludeFromDescription());
        finds(door.MapGet("/Product({key})", FindAsync).ExcludeFromDescription());
        finds(door.MapMethods("/Product({key})/$value", ["GET", "HEAD"], DownloadAsync).ExcludeFromDescription());
        shows(door.MapGet("/Metric", MetricsSet.ListAsync).ExcludeFromDescription());
    }

    /// <summary>One product.</summary>
    private static async Task<IResult> FindAsync(string key, HttpContext http, ProductCatalogue catalogue, CancellationToken ct)
    {
        if (!ODataQueryReader.Read(ODataPages.Options(http.Request)).TryGet(out var asked, out var problem)
            || !ODataShape.Of(asked.Options).TryGet(out var shape, out problem))
            return ODataErrors.BadQuery(problem);
        if (await ODataScope.FindVisibleAsync(key, http, catalogue, ct) is not { } product)
            return ODataAnswer.NoSuchProduct(key);
        var quicklooks = shape.HasQuicklooks ? await catalogue.QuicklooksAsync([product], ct) : Quicklooks.None;
        return ODataAnswer.Ok(json => ODataJson.WriteProduct(json, product, shape, quicklooks.Of(product), shape.Context + "/$entity"));
    }

    /// <summary>One product's attributes.</summary>
    private static async Task<IResult> AttributesAsync(string key, HttpContext http, ProductCatalogue catalogue, CancellationToken ct) =>
        await ODataScope.FindVisibleAsync(key, http, catalogue, ct) is { } product
            ? ODataAnswer.Ok(json =>
            {
                json.WriteStartObject();
                json.WriteString("@odata.context", Invariant($"$metadata#Products({product.Id})/Attributes"));
                ODataJson.WriteAttributes(json, "value", product.Metadata.Attributes);
                json.WriteEndObject();
            })
            : ODataAnswer.NoSuchProduct(key);

    /// <summary>One product's quicklooks.</summary>
    private static async Task<IResult> QuicklooksAsync(string key, HttpContext http, ProductCatalogue catalogue, CancellationToken ct)
    {
        if (await ODataScope.FindVisibleAsync(key, http, catalogue, ct) is not { } product)
            return ODataAnswer.NoSuchProduct(key);
        var quicklooks = await catalogue.QuicklooksAsync([product], ct);
        return ODataAnswer.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context", Invariant($"$metadata#Products({product.Id})/Quicklooks"));
            ODataJson.WriteQuicklooks(json, "value", quicklooks.Of(product));
            json.WriteEndObject();
        });
    }

    /// <summary>One quicklook of a product.</summary>
    private static async Task<IResult> QuicklookAsync(string key, string image, HttpContext http, ProductCatalogue catalogue, CancellationToken ct) =>
        await FindQuicklookAsync(key, image, http, catalogue, ct) is { } quicklook
            ? ODataAnswer.Ok(json =>
            {
                json.WriteStartObject();
                json.WriteString("@odata.context", Invariant($"$metadata#Products({key.Trim('\'')})/Quicklooks/$entity"));
                json.WriteString("@odata.mediaContentType", quicklook.Metadata.ContentType);
                json.WriteString("Image", quicklook.Name);
                json.WriteEndObject();
            })
            : ODataFaults.NoSuchQuicklook(image).ToOData();

    /// <summary>A quicklook's bytes.</summary>
    private static async Task<IResult> DownloadQuicklookAsync(
        string key, string image, HttpContext http, ProductCatalogue catalogue, Downloads downloads, CancellationToken ct) =>
        await FindQuicklookAsync(key, image, http, catalogue, ct) is { } quicklook
            ? downloads.Answer(quicklook)
            : ODataFaults.NoSuchQuicklook(image).ToOData();

    /// <summary>One product's bytes.</summary>
    private static async Task<IResult> DownloadAsync(string key, HttpContext http, ProductCatalogue catalogue, Downloads downloads, CancellationToken ct) =>
        await ODataScope.FindVisibleAsync(key, http, catalogue, ct) is { } product ? downloads.Answer(product) : ODataAnswer.NoSuchProduct(key);

    private static async Task<Product?> FindQuicklookAsync(string key, string image, HttpContext http, ProductCatalogue catalogue, CancellationToken ct)
    {
        if (await ODataScope.FindVisibleAsync(key, http, catalogue, ct) is not { } product)
            return null;
        var name = image.Trim('\'').Replace("''", "'", StringComparison.Ordinal);
        return (await catalogue.QuicklooksAsync([product], ct)).Of(product).FirstOrDefault(q => q.Name == name);
    }

    private static ODataAnswer NoSuchSegment(string? rest) => ODataFaults.NoSuchSegment(rest ?? "").ToOData();

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
