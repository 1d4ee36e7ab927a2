using System.Buffers;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Gantry.Web;

/// <summary>A file as somebody looks at it in a browser: a picture whole, of a text the beginning. Neither can do anything there.</summary>
/// <param name="open">Opens the file's first so many bytes; null when they are gone.</param>
public sealed class Preview(string name, long sizeBytes, Func<long, CancellationToken, Task<Stream?>> open) : IResult
{
    public const int LargestPicture = 16 << 20;
    public const int LongestText = 256 << 10;

    // An image in a page runs no script; opened by itself this keeps it from running one.
    private const string Powerless = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

    private static readonly SearchValues<byte> _neverInText = SearchValues.Create([.. Enumerable.Range(0, 32).Except([9, 10, 12, 13, 27]).Select(b => (byte)b)]);

    /// <summary>What kind of picture a file is by its name; null when it is none.</summary>
    public static string? PictureType(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".webp" => "image/webp",
        _ => null,
    };

    /// <summary>How much of a file is shown.</summary>
    public static long LengthOf(string name, long sizeBytes) => Math.Min(sizeBytes, PictureType(name) is null ? LongestText : LargestPicture);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, ct, picture) = (httpContext.Response, httpContext.RequestAborted, PictureType(name));
        if (picture is not null && sizeBytes > LargestPicture)
        {
            await WebFaults.TooLargeToLookAt(name, LargestPicture).WriteAsync(httpContext);
            return;
        }
        var length = (int)LengthOf(name, sizeBytes);
        await using var content = await open(length, ct);
        if (content is null)
        {
            await WebFaults.NothingToLookAt(name).WriteAsync(httpContext);
            return;
        }
        var bytes = new byte[length];
        var read = await content.ReadAtLeastAsync(bytes, length, throwOnEndOfStream: false, ct);
        if (picture is null && !IsText(bytes.AsSpan(0, read), isCut: read < sizeBytes))
        {
            await WebFaults.NothingToLookAt(name).WriteAsync(httpContext);
            return;
        }
        response.Headers.ContentSecurityPolicy = Powerless;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private, max-age=60";
        response.Headers["Gantry-Cut"] = read < sizeBytes ? "true" : "false";
        response.ContentType = picture ?? "text/plain; charset=utf-8";
        response.ContentLength = read;
        await response.Body.WriteAsync(bytes.AsMemory(0, read), ct);
    }

    // A cut may go through the middle of a letter.
    private static bool IsText(ReadOnlySpan<byte> bytes, bool isCut)
    {
        if (bytes.ContainsAny(_neverInText))
            return false;
        for (var missing = 0; missing <= (isCut ? Math.Min(3, bytes.Length) : 0); missing++)
        {
            if (Utf8.IsValid(bytes[..^missing]))
                return true;
        }
        return false;
    }
}
