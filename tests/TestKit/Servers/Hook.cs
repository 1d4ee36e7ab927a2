using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Gantry.TestKit;

/// <summary>What a hook was sent.</summary>
public sealed record Knock(string? Authorization, string? IdempotencyKey, JsonNode Body);

/// <summary>An endpoint that takes what is posted to it, and answers what it is told to answer.</summary>
public sealed class Hook : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _loop;

    public Hook(int? port = null)
    {
        Port = port ?? FreePort.Take(1)[0];
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _loop = ListenAsync();
    }

    public int Port { get; }

    public string Address => $"http://127.0.0.1:{Port}/told";

    /// <summary>Everything it accepted or refused, in order.</summary>
    public ConcurrentQueue<Knock> Knocks { get; } = new();

    /// <summary>What it answers; a test may change its mind.</summary>
    public Func<Knock, int> Answer { get; set; } = _ => 200;

    /// <summary>A header that goes with each answer.</summary>
    public (string Name, string Value)? Header { get; set; }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
            {
                // Closed, or the caller went away in the middle.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var knock = new Knock(context.Request.Headers["Authorization"], context.Request.Headers["Idempotency-Key"], JsonNode.Parse(await reader.ReadToEndAsync())!);
        var status = Answer(knock);
        Knocks.Enqueue(knock);
        context.Response.StatusCode = status;
        if (Header is { } header)
            context.Response.AddHeader(header.Name, header.Value);
        context.Response.Close();
    }
}
