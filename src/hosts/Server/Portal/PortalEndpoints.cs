using Gantry.Web;
using Microsoft.Net.Http.Headers;

namespace Gantry.Server;

/// <summary>The portal's page at each of its addresses, and the files that the page asks for.</summary>
internal static class PortalEndpoints
{
    // Styles only by file and by script that was let in by file; nothing from anybody else, and in nobody's frame.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapPortal(this IEndpointRouteBuilder routes, PortalFiles files)
    {
        // Open, because the page is where one logs in; it shows nothing that it did not fetch with the visitor's rights.
        foreach (var address in (string[])["/", .. files.Rooms.Select(room => $"/{room}/{{**rest}}")])
            routes.MapMethods(address, ["GET", "HEAD"], (HttpContext http) => SendPageAsync(http, files)).OpenToAnybody().ExcludeFromDescription();
        routes.MapMethods("/assets/{name}", ["GET", "HEAD"], (string name, HttpContext http) => SendAssetAsync(name, http, files)).OpenToAnybody().ExcludeFromDescription();
    }

    private static Task SendPageAsync(HttpContext http, PortalFiles files)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        http.Response.Headers["X-Frame-Options"] = "DENY";
        // The page names the files of its own version, so it is asked for again each time.
        http.Response.Headers.CacheControl = "no-cache";
        return SendAsync(http, files.Page ?? PortalMissing.Page);
    }

    private static Task SendAssetAsync(string name, HttpContext http, PortalFiles files)
    {
        if (files.Find($"assets/{name}") is not { } file)
            return WebFaults.NoSuchAddress(http.Request.Method, http.Request.Path).WriteAsync(http);
        // Its name changes with its content.
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return SendAsync(http, file);
    }

    private static async Task SendAsync(HttpContext http, PortalFile file)
    {
        var (request, response) = (http.Request, http.Response);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ETag = file.Tag;
        response.Headers.Vary = "Accept-Encoding";
        if (request.GetTypedHeaders().IfNoneMatch is { Count: > 0 } known && known.Any(tag => tag.Tag == file.Tag || tag.Equals(EntityTagHeaderValue.Any)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var (encoding, bytes) = Choose(request, file);
        if (encoding is not null)
            response.Headers.ContentEncoding = encoding;
        response.ContentType = file.Type;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static (string? Encoding, byte[] Bytes) Choose(HttpRequest request, PortalFile file)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        return file switch
        {
            { Brotli: { } brotli } when Takes("br") => ("br", brotli),
            { Gzip: { } gzip } when Takes("gzip") => ("gzip", gzip),
            _ => (null, file.Plain),
        };

        bool Takes(string encoding) => accepted.Any(a => a.Value == encoding && a.Quality is not 0);
    }
}
