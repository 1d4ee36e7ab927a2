namespace Gantry.Hub;

/// <summary>The parts of an upload as the one file they are.</summary>
internal sealed class JoinedParts(IBlobStore blobs, IReadOnlyList<UploadPart> parts) : Stream
{
    private Stream? _open;
    private int _next;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (_open is not null)
            {
                var read = await _open.ReadAsync(buffer, cancellationToken);
                if (read > 0 || buffer.Length == 0)
                    return read;
                await _open.DisposeAsync();
                _open = null;
            }
            if (_next == parts.Count)
                return 0;
            var digest = parts[_next++].Blob.Digest;
            _open = await blobs.OpenAsync(digest, 0, null, cancellationToken)
                ?? throw new IOException($"The lake does not have the bytes {digest} of an upload that it was given.");
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Uploads are read asynchronously.");
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _open?.Dispose();
        base.Dispose(disposing);
    }
}
