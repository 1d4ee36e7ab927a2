namespace Gantry.Rclone;

/// <summary>
/// A stream on its way to or from a place: at the rate that is allowed, and, where it comes from there, with a limit to its
/// silence and in the words of the port when it breaks.
/// </summary>
internal sealed class TransferStream(
    Stream content, Throttle? throttle, Func<Exception, Exception>? explain, TimeSpan patience, TimeProvider clock, IDisposable? owned = null) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (throttle is not null && buffer.Length > throttle.Piece)
            buffer = buffer[..throttle.Piece];
        var read = explain is null ? await content.ReadAsync(buffer, cancellationToken) : await ReadInTimeAsync(buffer, explain, cancellationToken);
        if (throttle is not null && read > 0)
            await throttle.PassAsync(read, cancellationToken);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously: it comes from afar.");

    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && owned is not null)
        {
            content.Dispose();
            owned.Dispose();
        }
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadInTimeAsync(Memory<byte> buffer, Func<Exception, Exception> explain, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            return await content.ReadAsync(buffer, either.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is IOException or HttpRequestException or OperationCanceledException)
        {
            throw explain(late.IsCancellationRequested ? new TimeoutException($"timeout: nothing came for {patience.TotalSeconds:0} s", e) : e);
        }
    }
}
