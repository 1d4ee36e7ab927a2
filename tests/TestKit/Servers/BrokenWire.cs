using System.Net;
using System.Net.Sockets;

namespace Gantry.TestKit;

/// <summary>A wire to a server on loopback that breaks, or falls silent, after so many bytes of its answers.</summary>
public sealed class BrokenWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _serverPort;
    private readonly long _carries;
    private readonly bool _fallsSilent;
    private readonly Task _accepting;

    private BrokenWire(int serverPort, long carries, bool fallsSilent)
    {
        (_serverPort, _carries, _fallsSilent) = (serverPort, carries, fallsSilent);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Each connection is reset after so many bytes from the server.</summary>
    public static BrokenWire Resetting(int serverPort, long afterBytes) => new(serverPort, afterBytes, false);

    /// <summary>Each connection carries so many bytes from the server and then nothing, but stays.</summary>
    public static BrokenWire Hanging(int serverPort, long afterBytes) => new(serverPort, afterBytes, true);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopping.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            try
            {
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stopping.Token);
                await using var near = client.GetStream();
                await using var far = server.GetStream();
                var forth = near.CopyToAsync(far, _stopping.Token);
                await BackAsync(far, near);
                if (_fallsSilent)
                    await Task.Delay(Timeout.Infinite, _stopping.Token);
                client.Client.Close(0);
                await forth;
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One of the two went away; that is what this class is for.
            }
        }
    }

    private async Task BackAsync(NetworkStream far, NetworkStream near)
    {
        var buffer = new byte[16 << 10];
        for (var left = _carries; left > 0;)
        {
            var read = await far.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), _stopping.Token);
            if (read == 0)
                return;
            await near.WriteAsync(buffer.AsMemory(0, read), _stopping.Token);
            left -= read;
        }
    }
}
