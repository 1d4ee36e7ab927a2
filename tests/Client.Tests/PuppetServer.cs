using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gantry.TestKit;

namespace Gantry.Client.Tests;

/// <summary>A server of a few lines: it answers as a test tells it, and remembers what it was asked.</summary>
internal sealed class PuppetServer(Func<Asked, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<Asked> _asked = [];

    public IReadOnlyList<Asked> All
    {
        get
        {
            lock (_lock)
                return [.. _asked];
        }
    }

    public GantryClient Client(Credentials? credentials = null, TimeProvider? clock = null) => new(
        new("http://puppet.example"), credentials, new() { Handler = this, Clock = clock ?? new HurriedClock(100) });

    public static HttpResponseMessage Json<T>(T value, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = JsonContent.Create(value, options: JsonSerializerOptions.Web) };

    public static HttpResponseMessage Refuse(HttpStatusCode status, string code, int? retryAfterSeconds = null)
    {
        var response = new HttpResponseMessage(status)
        {
            Content = new StringContent(
                JsonSerializer.Serialize(new { status = (int)status, code, detail = "No, because." }), Encoding.UTF8, "application/problem+json"),
        };
        if (retryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        Asked asked;
        lock (_lock)
        {
            asked = new(_asked.Count + 1, request.Method.Method, request.RequestUri!.PathAndQuery, body,
                request.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
            _asked.Add(asked);
        }
        return answer(asked);
    }
}

/// <summary>A request as it arrived: the how-manieth, and all that was in it.</summary>
internal sealed record Asked(int Number, string Method, string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
