namespace Gantry.Hub;

/// <summary>
/// A request's body cut into pieces that are kept one by one. One that breaks off ends there: what came before was sent
/// in good faith, and the sender goes on behind it.
/// </summary>
internal sealed class BodyPieces(Stream body, long most, int pieceBytes, PieceChecksum? checksum)
{
    private readonly byte[] _head = new byte[64 << 10];
    private long _left = most;
    private bool _hasEnded;

    /// <summary>Whether the body broke off.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Whether there were more bytes than may be.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The next piece; null when there is none. It must be read to its end before the next is asked for.</summary>
    public async Task<Stream?> NextAsync()
    {
        var read = await ReadAsync(_head);
        return read == 0 ? null : new Piece(this, _head.AsMemory(0, read), pieceBytes);
    }

    private async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        if (_hasEnded)
            return 0;
        var read = 0;
        try
        {
            read = await body.ReadAsync(buffer, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            IsTorn = true;
        }
        (IsTooLong, _hasEnded) = (read > _left, read == 0 || read > _left);
        if (_hasEnded)
            return 0;
        _left -= read;
        checksum?.Add(buffer.Span[..read]);
        return read;
    }

    private sealed class Piece(BodyPieces whole, ReadOnlyMemory<byte> head, int most) : Stream
    {
        private ReadOnlyMemory<byte> _head = head;
        private int _left = most;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Math.Min(_head.Length, buffer.Length);
            if (read > 0)
            {
                _head[..read].CopyTo(buffer);
                _head = _head[read..];
            }
            else if (_left > 0 && buffer.Length > 0)
            {
                read = await whole.ReadAsync(buffer[..Math.Min(buffer.Length, _left)]);
            }
            _left -= read;
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Pieces are read asynchronously.");
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
