using System.Net;
using System.Net.Sockets;

namespace Gantry.TestKit;

/// <summary>What becomes of a connection at the message a test waits for.</summary>
public enum Cut
{
    /// <summary>The message never arrives.</summary>
    BeforeTheMessage,

    /// <summary>The server gets the message, but its answer never arrives.</summary>
    BeforeTheAnswer,

    /// <summary>The client sees the connection break; the message is still on its way, until it is let through.</summary>
    WhileTheMessageIsOnItsWay,
}

/// <summary>A wire between a client and a server on loopback that breaks, once, at the first message that holds the given bytes.</summary>
public sealed class CutWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _letThrough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _serverPort;
    private readonly Task _accepting;
    private byte[]? _mark;
    private Cut _cut;

    public CutWire(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Breaks the connection that sends these bytes next.</summary>
    public void CutAt(ReadOnlySpan<byte> mark, Cut cut)
    {
        _cut = cut;
        Volatile.Write(ref _mark, mark.ToArray());
    }

    /// <summary>Lets the held message reach the server, and returns when the server has dealt with it.</summary>
    public Task LetThroughAsync()
    {
        _letThrough.TrySetResult();
        return _arrived.Task;
    }

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
                using var over = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
                var back = BackAsync(far, near, over.Token);
                await ForthAsync(client, near, far, over);
                await over.CancelAsync();
                await back;
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One of the two went away; that is what this class is for.
            }
        }
    }

    private static async Task BackAsync(NetworkStream far, NetworkStream near, CancellationToken ct)
    {
        try
        {
            await far.CopyToAsync(near, ct);
            // The server hung up; so do we.
            near.Close();
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client's way has ended.
        }
    }

    private async Task ForthAsync(TcpClient client, NetworkStream near, NetworkStream far, CancellationTokenSource back)
    {
        var buffer = new byte[64 << 10];
        int read;
        while ((read = await near.ReadAsync(buffer, _stopping.Token)) > 0)
        {
            var message = buffer.AsMemory(0, read);
            if (IsMarked(message.Span))
            {
                await back.CancelAsync();
                await BreakAsync(client, far, message);
                return;
            }
            await far.WriteAsync(message, _stopping.Token);
        }
    }

    private async Task BreakAsync(TcpClient client, NetworkStream far, ReadOnlyMemory<byte> message)
    {
        var answer = new byte[1];
        if (_cut == Cut.BeforeTheAnswer)
        {
            await far.WriteAsync(message, _stopping.Token);
            _ = await far.ReadAsync(answer, _stopping.Token);
        }
        client.Client.Close(0);
        if (_cut != Cut.WhileTheMessageIsOnItsWay)
            return;
        await _letThrough.Task.WaitAsync(_stopping.Token);
        await far.WriteAsync(message, _stopping.Token);
        _ = await far.ReadAsync(answer, _stopping.Token);
        _arrived.TrySetResult();
    }

    private bool IsMarked(ReadOnlySpan<byte> message)
    {
        var mark = Volatile.Read(ref _mark);
        return mark is not null && message.IndexOf(mark) >= 0 && Interlocked.CompareExchange(ref _mark, null, mark) == mark;
    }
}
