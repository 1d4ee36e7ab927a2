using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gantry.Web;

/// <summary>Server-sent events: one writer for all live pages.</summary>
public sealed class LiveStream(HttpContext http)
{
    /// <summary>How long a silent stream waits before it says that it is alive.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public Task OpenAsync(CancellationToken ct)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        // nginx and its like would hold events back until a buffer is full.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        return http.Response.StartAsync(ct);
    }

    /// <summary>Writes one event; the id is what the client sends back as <c>Last-Event-ID</c>. JSON has no line breaks of its own.</summary>
    public Task SendAsync(long id, string kind, string json, CancellationToken ct) =>
        http.Response.WriteAsync($"id: {id}\nevent: {kind}\ndata: {json}\n\n", Encoding.UTF8, ct);

    /// <summary>A comment, which clients ignore and proxies count as life.</summary>
    public async Task BeatAsync(CancellationToken ct)
    {
        await http.Response.WriteAsync(": alive\n\n", Encoding.UTF8, ct);
        await FlushAsync(ct);
    }

    public Task FlushAsync(CancellationToken ct) => http.Response.Body.FlushAsync(ct);
}
