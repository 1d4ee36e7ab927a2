using System.Text.Json;
using Gantry.OData;
using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>The products, asked for by filter, in an order, in pages; or all of them in one stream.</summary>
internal static class ProductsSet
{
    /// <summary>Products by filter, in an order, in pages.</summary>
    public static async Task<IResult> ListAsync(HttpContext http, ProductCatalogue catalogue, CancellationToken ct)
    {
        if (!ODataQueryReader.Read(ODataPages.Options(http.Request)).TryGet(out var asked, out var problem)
            || !ODataShape.Of(asked.Options).TryGet(out var shape, out problem)
            || !OrderOf(asked).TryGet(out var order, out problem))
            return ODataErrors.BadQuery(problem);
        ProductQuestion question;
        try
        {
            question = await catalogue.QuestionAsync(asked.Options.Filter, ODataScope.Visible(http), ct);
        }
        catch (UnservedFilterException e)
        {
            return ODataErrors.BadFilter(e);
        }
        long? count = asked.Options.Count ? await catalogue.CountAsync(question, ct) : null;
        if (IsExport(http.Request, asked, shape))
            return new ProductExport(catalogue, question, order, shape, count);
        var page = asked.Top == 0 ? [] : await catalogue.QueryAsync(question, order, asked.Top, asked.Options.Skip, ct);
        var quicklooks = shape.HasQuicklooks ? await catalogue.QuicklooksAsync(page, ct) : Quicklooks.None;
        return ODataAnswer.Ok(json =>
        {
            ODataJson.WriteHead(json, shape.Context, count);
            foreach (var product in page)
                ODataJson.WriteProduct(json, product, shape, quicklooks.Of(product));
            ODataJson.WriteTail(json, ODataPages.NextLink(http.Request, "Products", asked, page.Count, () => order.TokenOf(page[^1])));
        });
    }

    /// <summary>How many products there are, as a bare number.</summary>
    public static async Task<IResult> CountAsync(HttpContext http, ProductCatalogue catalogue, CancellationToken ct)
    {
        if (!ODataQueryReader.Read(ODataPages.Options(http.Request)).TryGet(out var asked, out var problem))
            return ODataErrors.BadQuery(problem);
        try
        {
            var question = await catalogue.QuestionAsync(asked.Options.Filter, ODataScope.Visible(http), ct);
            return Results.Text((await catalogue.CountAsync(question, ct)).ToString(System.Globalization.CultureInfo.InvariantCulture), "text/plain");
        }
        catch (UnservedFilterException e)
        {
            return ODataErrors.BadFilter(e);
        }
    }

    /// <summary>The products of a list of names; a name that nothing bears is passed over.</summary>
    public static async Task<IResult> FilterListAsync(HttpContext http, ProductCatalogue catalogue, CancellationToken ct)
    {
        if (!(await FilterListReader.ReadAsync(http.Request.Body, ct)).TryGet(out var names, out var fault))
            return fault.ToOData();
        if (!ODataQueryReader.Read(ODataPages.Options(http.Request)).TryGet(out var asked, out var problem)
            || !ODataShape.Of(asked.Options).TryGet(out var shape, out problem))
            return ODataErrors.BadQuery(problem);
        var found = await catalogue.NamedAsync(names, ODataScope.Visible(http), ct);
        var quicklooks = shape.HasQuicklooks ? await catalogue.QuicklooksAsync(found, ct) : Quicklooks.None;
        return ODataAnswer.Ok(json =>
        {
            ODataJson.WriteHead(json, shape.Context, asked.Options.Count ? found.Count : null);
            foreach (var product in found)
                ODataJson.WriteProduct(json, product, shape, quicklooks.Of(product));
            ODataJson.WriteTail(json, nextLink: null);
        });
    }

    private static ODataReading<ProductOrder> OrderOf(ODataRequest asked)
    {
        if (!asked.SortField(ProductFields.Book, ProductFields.PublicationDate).TryGet(out var field, out var problem))
            return problem;
        var order = new ProductOrder(field, asked.Order?.Descending == true);
        return asked.Token is null ? order : order.From(asked.Token) is { } later ? later : ODataQueryReader.ForeignToken;
    }

    // The catalogue export of the interface: everything, with attributes, without a number that would limit it.
    private static bool IsExport(HttpRequest request, ODataRequest asked, ODataShape shape) =>
        shape.HasAttributes && asked is { Token: null, Options: { Top: null, Skip: 0 } } && request.Query.ContainsKey("$format");
}

/// <summary>Every product that is meant, page after page in one answer; what is published meanwhile comes at its end.</summary>
internal sealed class ProductExport(ProductCatalogue catalogue, ProductQuestion question, ProductOrder order, ODataShape shape, long? count) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var ct = httpContext.RequestAborted;
        ODataAnswer.Prepare(httpContext.Response, StatusCodes.Status200OK);
        await using var json = new Utf8JsonWriter(httpContext.Response.BodyWriter, ODataJson.Plain);
        ODataJson.WriteHead(json, shape.Context, count);
        List<Product> page;
        do
        {
            page = await catalogue.QueryAsync(question, order, ODataQueryReader.LargestPage, 0, ct);
            var quicklooks = shape.HasQuicklooks ? await catalogue.QuicklooksAsync(page, ct) : Quicklooks.None;
            foreach (var product in page)
                ODataJson.WriteProduct(json, product, shape, quicklooks.Of(product));
            await json.FlushAsync(ct);
            await httpContext.Response.BodyWriter.FlushAsync(ct);
            if (page.Count > 0)
                order = order.From(order.TokenOf(page[^1]))!;
        }
        while (page.Count == ODataQueryReader.LargestPage);
        ODataJson.WriteTail(json, nextLink: null);
    }
}
