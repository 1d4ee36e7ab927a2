using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gantry.TestKit;

/// <summary>
/// Stands between an HTTP client and a server on loopback and does what networks and busy servers do: answers "slow
/// down", drops connections, cuts bodies. One connection per request, so that a fault hits exactly one.
/// </summary>
public sealed class FlakyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _serverPort;
    private readonly Task _accepting;
    private int _unavailable;
    private int _drops;
    private int _cuts;
    private long _cutAfter;
    private int _requests;

    public FlakyProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Endpoint => $"http://127.0.0.1:{Port}";

    /// <summary>How many requests have come so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>How many of the faults ordered have not happened yet.</summary>
    public int FaultsLeft => Math.Max(0, _unavailable) + Math.Max(0, _drops) + Math.Max(0, _cuts);

    /// <summary>The next so many requests are answered 503 SlowDown.</summary>
    public void AnswerUnavailable(int times) => _unavailable = times;

    /// <summary>The next so many requests are hung up on without an answer.</summary>
    public void DropConnections(int times) => _drops = times;

    /// <summary>The bodies of the next so many answers to GET are cut after so many bytes.</summary>
    public void CutBodies(long afterBytes, int times) => (_cutAfter, _cuts) = (afterBytes, times);

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
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopping.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await using var near = client.GetStream();
                var head = await ReadHeadAsync(near);
                if (head.Length > 0)
                    await AnswerAsync(client, near, head);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One of the two went away; that is what this class is for.
            }
        }
    }

    private async Task AnswerAsync(TcpClient client, NetworkStream near, string head)
    {
        Interlocked.Increment(ref _requests);
        var bodyBytes = ContentLength(head);
        if (Take(ref _drops))
        {
            client.Client.Close(0);
            return;
        }
        if (Take(ref _unavailable))
        {
            if (!head.Contains("100-continue", StringComparison.OrdinalIgnoreCase))
                await CopyAsync(near, Stream.Null, bodyBytes);
            await near.WriteAsync(Encoding.ASCII.GetBytes(
                "HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nContent-Length: 64\r\nConnection: close\r\n\r\n" +
                "<Error><Code>SlowDown</Code><Message>Too busy.</Message></Error>"), _stopping.Token);
            return;
        }
        using var server = new TcpClient { NoDelay = true };
        await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stopping.Token);
        await using var far = server.GetStream();
        var sent = head.Insert(head.IndexOf("\r\n", StringComparison.Ordinal) + 2, "Connection: close\r\n");
        await far.WriteAsync(Encoding.ASCII.GetBytes(sent), _stopping.Token);
        var sending = CopyAsync(near, far, bodyBytes);
        await ReturnAsync(client, near, far, isGet: head.StartsWith("GET ", StringComparison.Ordinal));
        await sending;
    }

    private async Task ReturnAsync(TcpClient client, NetworkStream near, NetworkStream far, bool isGet)
    {
        var head = await ReadHeadAsync(far);
        await near.WriteAsync(Encoding.ASCII.GetBytes(head), _stopping.Token);
        if (head.StartsWith("HTTP/1.1 100", StringComparison.Ordinal))
        {
            await ReturnAsync(client, near, far, isGet);
            return;
        }
        var isBody = isGet && head.StartsWith("HTTP/1.1 20", StringComparison.Ordinal);
        var cut = isBody && ContentLength(head) > _cutAfter && Take(ref _cuts);
        await CopyAsync(far, near, cut ? _cutAfter : long.MaxValue);
        if (cut)
            client.Client.Shutdown(SocketShutdown.Both);
    }

    private async Task CopyAsync(Stream from, Stream to, long most)
    {
        var buffer = new byte[64 << 10];
        while (most > 0)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, most)), _stopping.Token);
            if (read == 0)
                return;
            await to.WriteAsync(buffer.AsMemory(0, read), _stopping.Token);
            most -= read;
        }
    }

    // Byte by byte: the first byte behind the head belongs to the body, which others read.
    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!EndsHead(head) && await stream.ReadAsync(one, _stopping.Token) == 1)
            head.Append((char)one[0]);
        return head.ToString();
    }

    private static bool EndsHead(StringBuilder head) => head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n";

    private static long ContentLength(string head)
    {
        var line = head.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : long.Parse(line.AsSpan(15).Trim(), CultureInfo.InvariantCulture);
    }

    private static bool Take(ref int left)
    {
        var before = Volatile.Read(ref left);
        while (before > 0)
        {
            var seen = Interlocked.CompareExchange(ref left, before - 1, before);
            if (seen == before)
                return true;
            before = seen;
        }
        return false;
    }
}
