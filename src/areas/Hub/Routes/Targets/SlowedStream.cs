namespace Gantry.Hub;

/// <summary>Content that is read no faster than so many bytes a second.</summary>
internal sealed class SlowedStream(Stream content, long bytesPerSecond, TimeProvider clock) : Stream
{
    private readonly long _started = clock.GetTimestamp();
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => content.Length;
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // A tenth of a second's worth at most, so that it flows instead of coming in gusts.
        var piece = (int)Math.Clamp(bytesPerSecond / 10, 1, buffer.Length);
        var read = await content.ReadAsync(buffer[..piece], cancellationToken);
        _read += read;
        var ahead = TimeSpan.FromSeconds((double)_read / bytesPerSecond) - clock.GetElapsedTime(_started);
        if (ahead > TimeSpan.Zero)
            await Task.Delay(ahead, clock, cancellationToken);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();
        base.Dispose(disposing);
    }
}
