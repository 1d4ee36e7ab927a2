namespace Gantry.Archives;

/// <summary>A member's bytes as they come out: counted, and every failure of the inner stream told as a refusal of the archive.</summary>
internal sealed class CountedStream(Stream inner, Allowance allowance, Action<ReadOnlySpan<byte>>? look = null, Action? end = null) : Stream
{
    private bool _hasEnded;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            Note(buffer.Span[..read], buffer.Length);
            return read;
        }
        catch (InvalidDataException e)
        {
            throw ArchiveRefusedException.Corrupt("its compressed data is damaged", e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Members are read asynchronously.");

    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Note(ReadOnlySpan<byte> bytes, int wanted)
    {
        if (bytes.Length > 0)
        {
            allowance.Take(bytes.Length);
            look?.Invoke(bytes);
        }
        else if (wanted > 0 && !_hasEnded)
        {
            _hasEnded = true;
            end?.Invoke();
        }
    }
}

internal static class Draining
{
    /// <summary>Reads what is left, so that what stands behind it is reached and its checks are made.</summary>
    public static async Task DrainAsync(this Stream stream, byte[] buffer, CancellationToken ct)
    {
        while (await stream.ReadAsync(buffer, ct) > 0)
        {
        }
    }
}
