using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gantry.Telemetry;

/// <summary>Live values over a WebSocket. What the client sends is not read for anything but its leaving.</summary>
internal static class LiveSocket
{
    public const string Protocol = "gantry.values.v1";

    public static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme == request.Scheme && new HostString(uri.Authority) == request.Host;

    public static async Task RunAsync(WebSocket socket, Following following, TimeSpan rest, TimeProvider clock, CancellationToken stopping)
    {
        using var open = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var leaving = LeavingAsync(socket, open);
        try
        {
            await following.RunAsync(
                TimeSpan.FromMinutes(1), rest, (json, ct) => socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, ct), _ => Task.CompletedTask, clock, open.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The client left or the server stops.
        }
        await CloseAsync(socket, stopping.IsCancellationRequested);
        await open.CancelAsync();
        await leaving;
    }

    private static async Task LeavingAsync(WebSocket socket, CancellationTokenSource open)
    {
        var buffer = new byte[1024];
        try
        {
            while (!open.IsCancellationRequested && (await socket.ReceiveAsync(buffer, open.Token)).MessageType != WebSocketMessageType.Close)
            {
                // There is nothing to say on this way.
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // Gone without a word.
        }
        await open.CancelAsync();
    }

    private static async Task CloseAsync(WebSocket socket, bool isStopping)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(isStopping ? WebSocketCloseStatus.EndpointUnavailable : WebSocketCloseStatus.NormalClosure, null, late.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // It cannot be told.
        }
    }
}
