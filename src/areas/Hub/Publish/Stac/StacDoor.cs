using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>The STAC API over the same catalogue: a collection for each type of a mission's environment, products as items.</summary>
internal static class StacDoor
{
    private const string GeoJsonType = "application/geo+json";
    private const string JsonType = "application/json";

    private static readonly string[] _conformance =
    [
        "https://api.stacspec.org/v1.0.0/core", "https://api.stacspec.org/v1.0.0/collections", "https://api.stacspec.org/v1.0.0/ogcapi-features",
        "https://api.stacspec.org/v1.0.0/item-search", "https://api.stacspec.org/v1.0.0/item-search#query", "https://api.stacspec.org/v1.0.0/item-search#sort",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core", "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    ];

    public static void MapStacDoor(this IEndpointRouteBuilder routes)
    {
        var door = routes.MapGroup("/stac/v1").WithTags("STAC").WithMetadata(StacFaults.Form);
        door.MapGet("/", Landing).WithName("StacLanding").NeedsSomewhere(Act.ReadProduct);
        door.MapGet("/conformance", Conformance).WithName("StacConformance").NeedsSomewhere(Act.ReadProduct);
        door.MapGet("/collections", CollectionsAsync).WithName("StacCollections").NeedsSomewhere(Act.ReadProduct);
        door.MapGet("/collections/{collection}", CollectionAsync).WithName("StacCollection").NeedsInHandler(Act.ReadProduct);
        door.MapGet("/collections/{collection}/items", ItemsAsync).WithName("StacItems").NeedsInHandler(Act.ReadProduct);
        door.MapGet("/collections/{collection}/items/{item}", ItemAsync).WithName("StacItem").NeedsInHandler(Act.ReadProduct);
        door.MapGet("/search", SearchAsync).WithName("StacSearch").NeedsSomewhere(Act.ReadProduct);
        door.MapPost("/search", SearchByBodyAsync).WithName("StacSearchByBody").NeedsSomewhere(Act.ReadProduct);
        door.MapFallback("/{**rest}", (string? rest) => new StacRefusal(StacFaults.NoSuchPage(rest ?? ""))).ExcludeFromDescription().NeedsSomewhere(Act.ReadProduct);
    }

    /// <summary>What there is, and where.</summary>
    private static IResult Landing(HttpContext http) => Answer(JsonType, json =>
    {
        var root = Root(http);
        json.WriteStartObject();
        json.WriteString("type", "Catalog");
        json.WriteString("stac_version", StacJson.Version);
        json.WriteString("id", "gantry");
        json.WriteString("title", "Gantry");
        json.WriteString("description", "The products of this ground segment that you may see.");
        WriteConformance(json);
        json.WriteStartArray("links");
        StacJson.WriteLink(json, "self", root, JsonType);
        StacJson.WriteLink(json, "root", root, JsonType);
        StacJson.WriteLink(json, "conformance", root + "/conformance", JsonType);
        StacJson.WriteLink(json, "data", root + "/collections", JsonType);
        StacJson.WriteLink(json, "service-desc", root[..^"/stac/v1".Length] + "/openapi/v1.json", "application/vnd.oai.openapi+json;version=3.0");
        StacJson.WriteLink(json, "search", root + "/search", GeoJsonType);
        WritePostLink(json, "search", root + "/search", body: null);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Which parts of the standards are served.</summary>
    private static IResult Conformance() => Answer(JsonType, json =>
    {
        json.WriteStartObject();
        WriteConformance(json);
        json.WriteEndObject();
    });

    /// <summary>The collections that the caller may see.</summary>
    private static async Task<IResult> CollectionsAsync(HttpContext http, string? token, StacCollections collections, CancellationToken ct)
    {
        if (token is not null && CollectionId.Parse(token) is null)
            return new StacRefusal(StacFaults.BadSearch("token", "it is not one of ours; follow the next link as it is"));
        var found = await collections.ListAsync(ODataScope.Visible(http.Caller()), token is null ? null : CollectionId.Parse(token), ct);
        return Answer(JsonType, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("collections");
            foreach (var collection in found)
                StacJson.WriteCollection(json, collection, Root(http));
            json.WriteEndArray();
            json.WriteStartArray("links");
            StacJson.WriteLink(json, "self", Root(http) + "/collections", JsonType);
            StacJson.WriteLink(json, "root", Root(http), JsonType);
            if (found.Count == StacCollections.PageSize)
                StacJson.WriteLink(json, "next", $"{Root(http)}/collections?token={Uri.EscapeDataString(found[^1].Id.ToString())}", JsonType);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>One collection.</summary>
    private static async Task<IResult> CollectionAsync(HttpContext http, string collection, StacCollections collections, CancellationToken ct) =>
        CollectionId.Parse(collection) is { } id && await collections.FindAsync(id, ODataScope.Visible(http.Caller()), ct) is { } found
            ? Answer(JsonType, json => StacJson.WriteCollection(json, found, Root(http)))
            : new StacRefusal(StacFaults.NoSuchCollection(collection));

    /// <summary>The items of one collection, by the same words as a search.</summary>
    private static async Task<IResult> ItemsAsync(
        HttpContext http, string collection, ProductCatalogue catalogue, StacCollections collections, IDatabase database, CancellationToken ct)
    {
        if (CollectionId.Parse(collection) is not { } id || await collections.FindAsync(id, ODataScope.Visible(http.Caller()), ct) is null)
            return new StacRefusal(StacFaults.NoSuchCollection(collection));
        if (!StacSearchReader.Read(http.Request.Query).TryGet(out var search, out var fault))
            return new StacRefusal(fault);
        return await RunAsync(http, search with { Collections = [id] }, catalogue, database, body: null, ct);
    }

    /// <summary>One item.</summary>
    private static async Task<IResult> ItemAsync(HttpContext http, string collection, string item, ProductCatalogue catalogue, CancellationToken ct) =>
        await ODataScope.FindVisibleAsync(item, http, catalogue, ct) is { } product && CollectionId.Of(product).ToString() == collection
            ? Answer(GeoJsonType, json => StacJson.WriteItem(json, product, Root(http)))
            : new StacRefusal(StacFaults.NoSuchItem(item));

    /// <summary>Items by time, place, properties.</summary>
    private static async Task<IResult> SearchAsync(HttpContext http, ProductCatalogue catalogue, IDatabase database, CancellationToken ct) =>
        StacSearchReader.Read(http.Request.Query).TryGet(out var search, out var fault)
            ? await RunAsync(http, search, catalogue, database, body: null, ct)
            : new StacRefusal(fault);

    /// <summary>The same, asked for by a body.</summary>
    private static async Task<IResult> SearchByBodyAsync(HttpContext http, ProductCatalogue catalogue, IDatabase database, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, ct);
        body.Position = 0;
        if (!(await StacSearchReader.ReadAsync(body, ct)).TryGet(out var search, out var fault))
            return new StacRefusal(fault);
        return await RunAsync(http, search, catalogue, database, body.Length == 0 ? new JsonObject() : JsonNode.Parse(body.ToArray())!.AsObject(), ct);
    }

    private static async Task<IResult> RunAsync(
        HttpContext http, StacSearch search, ProductCatalogue catalogue, IDatabase database, JsonObject? body, CancellationToken ct)
    {
        IReadOnlyList<Product> page;
        string? next;
        try
        {
            (page, next) = await search.RunAsync(catalogue, ODataScope.Visible(http.Caller()), database.Dialect, ct);
        }
        catch (UnservedFilterException e)
        {
            return new StacRefusal(StacFaults.BadSearch("query", e.Message));
        }
        var self = Root(http)[..^"/stac/v1".Length] + http.Request.Path;
        return Answer(GeoJsonType, json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var product in page)
                StacJson.WriteItem(json, product, Root(http));
            json.WriteEndArray();
            json.WriteNumber("numberReturned", page.Count);
            json.WriteStartArray("links");
            StacJson.WriteLink(json, "self", self + http.Request.QueryString, GeoJsonType);
            StacJson.WriteLink(json, "root", Root(http), JsonType);
            if (next is not null && body is null)
                StacJson.WriteLink(json, "next", self + QueryString.Create(ODataPages.Options(http.Request).Where(q => q.Key != "token").Append(new("token", next))), GeoJsonType);
            else if (next is not null)
                WritePostLink(json, "next", self, WithToken(body!, next));
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static JsonObject WithToken(JsonObject body, string token)
    {
        body["token"] = token;
        return body;
    }

    private static void WritePostLink(Utf8JsonWriter json, string relation, string address, JsonObject? body)
    {
        json.WriteStartObject();
        json.WriteString("rel", relation);
        json.WriteString("href", address);
        json.WriteString("type", GeoJsonType);
        json.WriteString("method", "POST");
        if (body is not null)
        {
            json.WritePropertyName("body");
            body.WriteTo(json);
        }
        json.WriteEndObject();
    }

    private static void WriteConformance(Utf8JsonWriter json)
    {
        json.WriteStartArray("conformsTo");
        foreach (var part in _conformance)
            json.WriteStringValue(part);
        json.WriteEndArray();
    }

    private static IResult Answer(string type, Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, ODataJson.Plain))
            write(json);
        return Results.Bytes(bytes.ToArray(), type);
    }

    private static string Root(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}/stac/v1";
}
