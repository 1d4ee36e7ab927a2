using Microsoft.Win32.SafeHandles;

namespace Gantry.Local;

/// <summary>A part of a file, read without a buffer of its own: callers bring large ones.</summary>
internal sealed class FileSlice(SafeFileHandle handle, long offset, long? length) : Stream
{
    private readonly long _start = offset;
    private readonly long _end = Math.Min(RandomAccess.GetLength(handle), length is { } count ? offset + count : long.MaxValue);
    private long _at = offset;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => Math.Max(0, _end - _start);
    public override long Position { get => _at - _start; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Clamp(_end - _at, 0, buffer.Length);
        if (wanted == 0)
            return 0;
        var read = RandomAccess.Read(handle, buffer[..wanted], _at);
        if (read == 0)
            throw new IOException("The file became shorter while it was read.");
        _at += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    // Pages of a file are nearly always in memory; a hop to another thread for each piece costs more than it saves.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            handle.Dispose();
        base.Dispose(disposing);
    }
}
