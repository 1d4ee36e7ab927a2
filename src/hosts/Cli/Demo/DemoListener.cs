using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;

namespace Gantry.Cli;

/// <summary>A subscriber: an endpoint in this process that remembers which products it was told of.</summary>
internal sealed class DemoListener : IDisposable
{
    private const int Tries = 20;

    private readonly HttpListener _listener;

    private DemoListener(HttpListener listener, string address)
    {
        (_listener, Address) = (listener, address);
        _ = ListenAsync();
    }

    public string Address { get; }

    /// <summary>The names of the products, in the order of their notifications.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    public static DemoListener Start()
    {
        for (var tried = 1; ; tried++)
        {
            var address = $"http://127.0.0.1:{Random.Shared.Next(20_000, 60_000)}/";
            var listener = new HttpListener();
            listener.Prefixes.Add(address);
            try
            {
                listener.Start();
                return new(listener, address + "told");
            }
            catch (Exception e) when (e is HttpListenerException or System.Net.Sockets.SocketException && tried < Tries)
            {
                // Somebody else's port; there are others.
                listener.Close();
            }
        }
    }

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                var told = await JsonNode.ParseAsync(context.Request.InputStream);
                Told.Enqueue((string)told!["ProductName"]!);
                context.Response.StatusCode = 200;
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException or System.Text.Json.JsonException)
            {
                // Closed, or somebody else than the demo's server called.
            }
        }
    }
}
