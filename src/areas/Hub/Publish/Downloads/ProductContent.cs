using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Gantry.Web;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Gantry.Hub;

/// <summary>Sends a product's bytes: whole or one range, for GET and HEAD.</summary>
/// <remarks>
/// The framework's own file result copies in 64 KiB pieces; filling the response's own memory a mebibyte at a time is
/// more than twice as fast on one connection (docs/benchmarks.md).
/// </remarks>
internal sealed class ProductContent(Product product, Downloads downloads) : IResult
{
    private const int PieceBytes = 1 << 20;

    private static readonly TimeSpan _linkLifetime = TimeSpan.FromMinutes(10);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response, ct) = (httpContext.Request, httpContext.Response, httpContext.RequestAborted);
        var tag = $"\"{product.Blob.Digest.Hex}\"";
        response.Headers.ETag = tag;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.LastModified = product.PublishedAt.ToString("R", CultureInfo.InvariantCulture);
        response.Headers.ContentDisposition = $"attachment; filename=\"{product.Name}\"";
        response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(product.Blob.Digest.Hex))}:";
        response.ContentType = product.Metadata.ContentType;

        if (Matches(request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var range = ByteRange.Whole(product.Blob.SizeBytes);
        if (request.Headers.Range.Count > 0 && IfRangeHolds(request, tag))
        {
            var asked = ByteRange.Parse(request.Headers.Range.ToString(), product.Blob.SizeBytes);
            if (asked is { IsSatisfiable: false })
            {
                response.Headers.ContentRange = $"bytes */{product.Blob.SizeBytes}";
                response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                return;
            }
            if (asked is { } part)
            {
                range = part;
                response.StatusCode = StatusCodes.Status206PartialContent;
                response.Headers.ContentRange = $"bytes {part.From}-{part.From + part.Length - 1}/{product.Blob.SizeBytes}";
            }
        }
        if (HttpMethods.IsHead(request.Method))
        {
            response.ContentLength = range.Length;
            return;
        }
        if (!downloads.Quota.Begin(httpContext.Caller(), range.Length).TryGet(out var ticket, out var refusal))
        {
            response.Clear();
            await refusal.WriteAsync(httpContext);
            return;
        }
        using (ticket)
        {
            if (downloads.Links is { } links)
                await RedirectAsync(links, response, range, ticket, httpContext.Caller(), ct);
            else
                await SendAsync(httpContext, range, ticket, ct);
        }
    }

    // A client that sends its Range there gets the part from there; what it takes in the end is not known here.
    private async Task RedirectAsync(IBlobLinks links, HttpResponse response, ByteRange range, DownloadTicket ticket, Caller caller, CancellationToken ct)
    {
        var link = await links.LinkAsync(product.Blob.Digest, product.Name, product.Metadata.ContentType, _linkLifetime, ct);
        response.Clear();
        response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        response.Headers.Location = link.AbsoluteUri;
        ticket.Sent(range.Length);
        downloads.Counts.Add(product, caller.Name, range.Length, isCompleted: true);
    }

    private async Task SendAsync(HttpContext http, ByteRange range, DownloadTicket ticket, CancellationToken ct)
    {
        await using var content = await downloads.Blobs.OpenAsync(product.Blob.Digest, range.From, range.Length, ct);
        if (content is null)
        {
            http.Response.Clear();
            await HubFaults.BytesMissing(product).WriteAsync(http);
            return;
        }
        http.Response.ContentLength = range.Length;
        try
        {
            await CopyAsync(content, http.Response.BodyWriter, range.Length, ticket, ct);
        }
        finally
        {
            downloads.Counts.Add(product, http.Caller().Name, ticket.SentBytes, ticket.SentBytes == range.Length);
        }
    }

    private static async Task CopyAsync(Stream content, PipeWriter body, long length, DownloadTicket ticket, CancellationToken ct)
    {
        var left = length;
        while (left > 0)
        {
            var memory = body.GetMemory(PieceBytes);
            var read = await content.ReadAsync(memory[..(int)Math.Min(memory.Length, left)], ct);
            if (read == 0)
                throw new IOException($"The lake's copy ends {left} bytes early.");
            body.Advance(read);
            left -= read;
            var flushed = await body.FlushAsync(ct);
            ticket.Sent(read);
            if (flushed.IsCompleted)
                return;
        }
    }

    private static bool Matches(StringValues header, string tag) =>
        header.Count > 0 && header.ToString().Split(',').Any(t => t.Trim() is "*" || t.Trim() == tag || t.Trim() == "W/" + tag);

    // An If-Range that does not match means "send all of it": what the client holds is part of something else.
    private static bool IfRangeHolds(HttpRequest request, string tag) =>
        request.Headers[HeaderNames.IfRange] is not { Count: > 0 } condition || condition.ToString() == tag;
}
