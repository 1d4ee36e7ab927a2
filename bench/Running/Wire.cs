using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gantry.Bench.Running;

/// <summary>One HTTP/1.1 connection that costs as little as it can: blocking calls, one buffer, nothing parsed beyond need.</summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[256 << 10];
    private readonly string _host;

    public Wire(Uri address)
    {
        _host = address.Authority;
        _socket.Connect(IPAddress.Loopback, address.Port);
    }

    public static string Basic(string name, string password) =>
        $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}"))}\r\n";

    /// <summary>Sends a request with a body from memory; returns the status.</summary>
    public int Send(string method, string path, string headers, ReadOnlySpan<byte> body)
    {
        var head = Head(method, path, headers, body.Length);
        if (head.Length + body.Length <= _buffer.Length)
        {
            head.CopyTo(_buffer, 0);
            body.CopyTo(_buffer.AsSpan(head.Length));
            SendAll(_buffer.AsSpan(0, head.Length + body.Length));
        }
        else
        {
            SendAll(head);
            SendAll(body);
        }
        return Receive().Status;
    }

    /// <summary>Sends a request with a file as its body.</summary>
    public int SendFile(string method, string path, string headers, string file)
    {
        SendAll(Head(method, path, headers, new FileInfo(file).Length));
        _socket.SendFile(file);
        return Receive().Status;
    }

    /// <summary>Gets and throws away; returns the status and the body's length.</summary>
    public (int Status, long Bytes) Get(string path, string headers)
    {
        SendAll(Head("GET", path, headers, null));
        return Receive();
    }

    public void Dispose() => _socket.Dispose();

    private byte[] Head(string method, string path, string headers, long? length)
    {
        var body = length is null ? "" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        return Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {_host}\r\n{headers}{body}\r\n");
    }

    private void SendAll(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[_socket.Send(bytes)..];
    }

    private (int Status, long Bytes) Receive()
    {
        var filled = 0;
        int end;
        while ((end = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
            filled += ReceiveSome(_buffer.AsSpan(filled));
        var head = Encoding.ASCII.GetString(_buffer, 0, end + 2);
        var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var body = filled - end - 4;
        if (Header(head, "Content-Length") is { } text)
        {
            var length = long.Parse(text, CultureInfo.InvariantCulture);
            for (var left = length - body; left > 0;)
                left -= ReceiveSome(_buffer.AsSpan(0, (int)Math.Min(left, _buffer.Length)));
            return (status, length);
        }
        if (Header(head, "Transfer-Encoding") is null)
            return (status, 0);
        // Chunked: an answer of ours is small, so it is in the buffer whole before it ends.
        while (!_buffer.AsSpan(0, filled).EndsWith("0\r\n\r\n"u8))
            filled += ReceiveSome(_buffer.AsSpan(filled));
        return (status, filled - end - 4);
    }

    private int ReceiveSome(Span<byte> buffer) =>
        _socket.Receive(buffer) is > 0 and var count ? count : throw new IOException("The server closed the connection.");

    private static string? Header(string head, string name)
    {
        var at = head.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var from = at + name.Length + 4;
        return head[from..head.IndexOf("\r\n", from, StringComparison.Ordinal)];
    }
}
