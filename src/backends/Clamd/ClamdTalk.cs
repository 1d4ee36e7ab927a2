using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Gantry.Clamd;

/// <summary>One connection to clamd: one command, one reply.</summary>
internal sealed class ClamdTalk : IAsyncDisposable
{
    private const int PieceBytes = 256 << 10;
    private const int LongestReply = 4096;

    private readonly NetworkStream _stream;

    private ClamdTalk(Socket socket) => _stream = new NetworkStream(socket, ownsSocket: true);

    public static async Task<ClamdTalk> OpenAsync(ClamdAddress address, CancellationToken ct) => new(await address.ConnectAsync(ct));

    public async Task<string> AskAsync(string command, CancellationToken ct)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes($"z{command}\0"), ct);
        return await ReplyAsync(ct);
    }

    /// <summary>Sends a stream by INSTREAM; null when it is longer than the limit, and nothing is to be concluded from it.</summary>
    public async Task<string?> ScanAsync(Stream content, long limit, CancellationToken ct)
    {
        await _stream.WriteAsync("zINSTREAM\0"u8.ToArray(), ct);
        // clamd may say no and close while we still send. Its words are lost with the connection unless they are read at once.
        var reply = ReplyAsync(ct);
        try
        {
            if (!await SendAsync(content, limit, reply, ct))
                return null;
        }
        catch (IOException e) when (e.InnerException is SocketException)
        {
            // The reply, if there is one, says why.
        }
        return await reply;
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<bool> SendAsync(Stream content, long limit, Task reply, CancellationToken ct)
    {
        var piece = ArrayPool<byte>.Shared.Rent(4 + PieceBytes);
        try
        {
            var sent = 0L;
            int read;
            while (!reply.IsCompleted && (read = await content.ReadAsync(piece.AsMemory(4, PieceBytes), ct)) > 0)
            {
                sent += read;
                if (sent > limit)
                    return false;
                BinaryPrimitives.WriteInt32BigEndian(piece, read);
                await _stream.WriteAsync(piece.AsMemory(0, 4 + read), ct);
            }
            if (!reply.IsCompleted)
                await _stream.WriteAsync(new byte[4], ct);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private async Task<string> ReplyAsync(CancellationToken ct)
    {
        var buffer = new byte[LongestReply];
        var filled = 0;
        try
        {
            int read;
            while (filled < buffer.Length && (read = await _stream.ReadAsync(buffer.AsMemory(filled), ct)) > 0)
            {
                filled += read;
                if (buffer.AsSpan(0, filled).Contains((byte)0))
                    break;
            }
        }
        catch (IOException) when (filled > 0)
        {
            // What came before the connection broke is the reply.
        }
        var end = buffer.AsSpan(0, filled).IndexOf((byte)0);
        return Encoding.UTF8.GetString(buffer, 0, end < 0 ? filled : end).Trim();
    }
}
