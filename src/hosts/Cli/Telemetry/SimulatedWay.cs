using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gantry.Cli;

/// <summary>How simulated packets go to a channel.</summary>
internal abstract class SimulatedWay : IAsyncDisposable
{
    public static async Task<SimulatedWay> OpenAsync(string? udp, string? tcp, int? listen, TimeProvider clock, CancellationToken ct)
    {
        if (listen is { } port)
            return port is >= 1 and <= 65_535 ? new ListeningWay(port) : throw new UsageException($"--listen {port} is no port; it is 1 to 65535.");
        var (host, at) = udp is not null ? Place("--udp", udp) : Place("--tcp", tcp!);
        if (udp is not null)
            return new DatagramWay(host, at);
        var way = new ConnectedWay(host, at, clock);
        await way.ConnectAsync(ct);
        return way;
    }

    public abstract Task SendAsync(byte[] packet, CancellationToken ct);

    public abstract ValueTask DisposeAsync();

    private static (string Host, int Port) Place(string option, string text)
    {
        var colon = text.LastIndexOf(':');
        return colon >= 1 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65_535
            ? (text[..colon], port)
            : throw new UsageException($"{option} '{text}' is not HOST:PORT, such as 127.0.0.1:10015.");
    }
}

/// <summary>A datagram for each packet.</summary>
internal sealed class DatagramWay(string host, int port) : SimulatedWay
{
    private readonly UdpClient _client = new();

    public override async Task SendAsync(byte[] packet, CancellationToken ct)
    {
        try
        {
            await _client.SendAsync(packet, host, port, ct);
        }
        catch (SocketException e)
        {
            throw new IOException($"{host}:{port} cannot be sent to: {e.Message}", e);
        }
    }

    public override ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A connection to a channel of kind listen, made again when it is lost. What falls in between is lost, as on a real link.</summary>
internal sealed class ConnectedWay(string host, int port, TimeProvider clock) : SimulatedWay
{
    private static readonly TimeSpan _betweenTries = TimeSpan.FromSeconds(1);

    private Socket? _socket;
    private long _triedAt;

    public async Task ConnectAsync(CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _triedAt = clock.GetTimestamp();
        try
        {
            await socket.ConnectAsync(host, port, ct);
            _socket = socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"{host}:{port} cannot be reached: {e.Message}", e);
        }
    }

    public override async Task SendAsync(byte[] packet, CancellationToken ct)
    {
        try
        {
            if (_socket is null && clock.GetElapsedTime(_triedAt) >= _betweenTries)
                await ConnectAsync(ct);
            for (var sent = 0; _socket is not null && sent < packet.Length;)
                sent += await _socket.SendAsync(packet.AsMemory(sent), ct);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            _socket?.Dispose();
            _socket = null;
        }
    }

    public override ValueTask DisposeAsync()
    {
        // Closed with all that was sent delivered.
        _socket?.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A port that channels of kind tcp connect to. Who is connected gets every packet.</summary>
internal sealed class ListeningWay : SimulatedWay
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _connected = [];
    private readonly Lock _lock = new();
    private readonly Task _accepting;

    public ListeningWay(int port)
    {
        try
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            _listener.Listen();
        }
        catch (SocketException e)
        {
            throw new IOException($"nobody can listen on port {port} here: {e.Message}", e);
        }
        _accepting = AcceptAsync();
    }

    public override async Task SendAsync(byte[] packet, CancellationToken ct)
    {
        List<Socket> all;
        lock (_lock)
            all = [.. _connected];
        foreach (var socket in all)
        {
            try
            {
                for (var sent = 0; sent < packet.Length;)
                    sent += await socket.SendAsync(packet.AsMemory(sent), ct);
            }
            catch (SocketException)
            {
                lock (_lock)
                    _connected.Remove(socket);
                socket.Dispose();
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        foreach (var socket in _connected)
            socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync();
                socket.NoDelay = true;
                lock (_lock)
                    _connected.Add(socket);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // That is how listening ends.
        }
    }
}
