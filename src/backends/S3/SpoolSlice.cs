using Microsoft.Win32.SafeHandles;

namespace Gantry.S3;

/// <summary>A part of the spool file. Several are read at the same time, so each has its own place in it.</summary>
internal sealed class SpoolSlice(SafeFileHandle file, long offset, long length) : Stream
{
    private long _at;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get => _at; set => _at = value; }

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Clamp(length - _at, 0, buffer.Length);
        var read = wanted == 0 ? 0 : RandomAccess.Read(file, buffer[..wanted], offset + _at);
        _at += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => _at = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _at + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
        // The SDK flushes whatever it is given.
    }

    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
