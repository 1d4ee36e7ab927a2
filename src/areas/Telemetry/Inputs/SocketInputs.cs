using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Gantry.Telemetry;

/// <summary>Datagrams to a port of this server.</summary>
internal sealed class UdpInput(UdpDeclaration udp) : ChannelInput
{
    private const int BufferBytes = 8 << 20;

    public override async IAsyncEnumerable<Piece> ReadAsync(string? unit, bool isFinished, Action opened, [EnumeratorCancellation] CancellationToken ct)
    {
        var address = IPAddress.Parse(udp.Address);
        using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        Sockets.Bind(socket, address, udp.Port);
        // What comes while a segment is written must wait somewhere.
        socket.ReceiveBufferSize = BufferBytes;
        opened();
        var buffer = new byte[65_536];
        while (true)
        {
            var count = await Sockets.ReceiveAsync(socket, buffer, ct);
            yield return new(buffer.AsMemory(0, count).ToArray(), IsCut: true);
        }
    }
}

/// <summary>A connection that this server makes.</summary>
internal sealed class TcpInput(TcpDeclaration tcp) : ChannelInput
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    public override async IAsyncEnumerable<Piece> ReadAsync(string? unit, bool isFinished, Action opened, [EnumeratorCancellation] CancellationToken ct)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await ConnectAsync(socket, ct);
        opened();
        await foreach (var piece in Sockets.PiecesAsync(socket, ct))
            yield return piece;
        throw new IOException($"{tcp.Host}:{tcp.Port} has closed the connection");
    }

    private async Task ConnectAsync(Socket socket, CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(_patience);
        try
        {
            await socket.ConnectAsync(tcp.Host, tcp.Port, late.Token);
        }
        catch (SocketException e)
        {
            throw new IOException($"{tcp.Host}:{tcp.Port} cannot be reached: {e.Message}", e);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new IOException($"{tcp.Host}:{tcp.Port} did not answer within {_patience.TotalSeconds} s");
        }
    }
}

/// <summary>A connection that somebody makes to this server; the next one is taken when it ends.</summary>
internal sealed class ListenInput(ListenDeclaration listen) : ChannelInput
{
    public override async IAsyncEnumerable<Piece> ReadAsync(string? unit, bool isFinished, Action opened, [EnumeratorCancellation] CancellationToken ct)
    {
        var address = IPAddress.Parse(listen.Address);
        using var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Sockets.Bind(listener, address, listen.Port);
        listener.Listen(1);
        opened();
        while (true)
        {
            using var socket = await listener.AcceptAsync(ct);
            await foreach (var piece in Sockets.PiecesAsync(socket, ct))
                yield return piece;
        }
    }
}

/// <summary>What all sockets have in common: their troubles are those of a lost link.</summary>
internal static class Sockets
{
    private const int PieceLength = 64 * 1024;
    private const int SilentSeconds = 15;

    public static void Bind(Socket socket, IPAddress address, int port)
    {
        try
        {
            socket.Bind(new IPEndPoint(address, port));
        }
        catch (SocketException e)
        {
            throw new IOException($"nobody can listen on {address}:{port} here: {e.Message}", e);
        }
    }

    public static async Task<int> ReceiveAsync(Socket socket, Memory<byte> buffer, CancellationToken ct)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, ct);
        }
        catch (SocketException e)
        {
            throw new IOException($"the link was lost: {e.Message}", e);
        }
    }

    /// <summary>All that a connection brings, until the other side closes it or it breaks.</summary>
    public static async IAsyncEnumerable<Piece> PiecesAsync(Socket socket, [EnumeratorCancellation] CancellationToken ct)
    {
        AskWhetherThere(socket);
        var buffer = new byte[PieceLength];
        while (true)
        {
            int count;
            try
            {
                count = await socket.ReceiveAsync(buffer, ct);
            }
            catch (SocketException)
            {
                count = 0;
            }
            if (count == 0)
                break;
            yield return new(buffer.AsMemory(0, count).ToArray());
        }
        yield return new(default, IsCut: true);
    }

    // Whoever lost its power or its network says nothing any more, and would be waited for without end.
    private static void AskWhetherThere(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SilentSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, SilentSeconds / 3);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }
}
