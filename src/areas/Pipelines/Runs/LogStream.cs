using System.Buffers;
using System.Text;
using System.Text.Json;
using Gantry.Api;
using Gantry.Web;

namespace Gantry.Pipelines;

/// <summary>
/// A log as server-sent events. The id of each is the byte behind its text, so a client that comes back goes on where it
/// was; a character is never cut in two.
/// </summary>
internal sealed class LogStream(LiveStream stream)
{
    private static readonly JsonSerializerOptions _web = new(JsonSerializerDefaults.Web);

    private LogPiece _begun;

    public async Task WriteAsync(IAsyncEnumerable<LogPiece> pieces, CancellationToken ct)
    {
        await stream.OpenAsync(ct);
        await stream.BeatAsync(ct);
        await foreach (var piece in pieces.WithCancellation(ct))
        {
            if (piece.Bytes.IsEmpty)
                await stream.BeatAsync(ct);
            else
                await SendAsync(await JoinedAsync(piece, ct), ct);
        }
        await SendWholeAsync(_begun, ct);
    }

    public async Task EndAsync(Attempt attempt, CancellationToken ct)
    {
        await stream.SendAsync(attempt.LogBytes, "ended", JsonSerializer.Serialize(attempt.View(), _web), ct);
        await stream.FlushAsync(ct);
    }

    // A character that began in the last piece; when what follows is not there any more, it stands alone.
    private async Task<LogPiece> JoinedAsync(LogPiece piece, CancellationToken ct)
    {
        var begun = _begun;
        _begun = default;
        if (begun.Bytes.IsEmpty)
            return piece;
        if (begun.End == piece.Start)
            return new(begun.Start, (byte[])[.. begun.Bytes.Span, .. piece.Bytes.Span]);
        await SendWholeAsync(begun, ct);
        return piece;
    }

    private Task SendAsync(LogPiece piece, CancellationToken ct)
    {
        var begun = Rune.DecodeLastFromUtf8(piece.Bytes.Span, out _, out var length) == OperationStatus.NeedMoreData ? length : 0;
        _begun = new(piece.End - begun, piece.Bytes[^begun..].ToArray());
        return SendWholeAsync(new(piece.Start, piece.Bytes[..^begun]), ct);
    }

    private async Task SendWholeAsync(LogPiece piece, CancellationToken ct)
    {
        if (piece.Bytes.IsEmpty)
            return;
        await stream.SendAsync(piece.End, "log", JsonSerializer.Serialize(new LogText(piece.Start, Encoding.UTF8.GetString(piece.Bytes.Span)), _web), ct);
        await stream.FlushAsync(ct);
    }
}
