using System.Security.Cryptography;

namespace Gantry.Client;

/// <summary>A file that is read in pieces, some of them again, and hashed from its beginning to its end, once.</summary>
internal sealed class ReadAhead(Func<Stream> open) : IDisposable
{
    private const int BufferBytes = 1 << 18;

    private readonly Lock _lock = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _isDisposed;
    private long _hashed;

    /// <summary>The digest of so many bytes; what was hashed already is not read again.</summary>
    public async Task<Digest> DigestAsync(long length, CancellationToken ct)
    {
        await ReachAsync(length, ct);
        lock (_lock)
            return Digest.FromHash(_hash.GetCurrentHash());
    }

    /// <summary>Hashes what lies before a place.</summary>
    public async Task ReachAsync(long place, CancellationToken ct)
    {
        if (_hashed >= place)
            return;
        await using var rest = Piece(_hashed, place - _hashed, null);
        var buffer = new byte[BufferBytes];
        while (await rest.ReadAsync(buffer, ct) > 0)
        {
        }
    }

    /// <summary>The bytes from a place on; hashed on their way where that is their turn.</summary>
    /// <remarks>Each has a file handle of its own: a request that was given up may go on reading for a moment.</remarks>
    public Stream Piece(long from, long length, IProgress<long>? progress)
    {
        var file = open();
        file.Position = from;
        return new Slice(this, file, from, from + length, progress);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _hash.Dispose();
        }
    }

    private void Note(long from, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_isDisposed || from > _hashed)
                return;
            var known = (int)Math.Min(_hashed - from, bytes.Length);
            _hash.AppendData(bytes[known..]);
            _hashed += bytes.Length - known;
        }
    }

    private sealed class Slice(ReadAhead whole, Stream file, long at, long end, IProgress<long>? progress) : Stream
    {
        private readonly long _from = at;
        private long _at = at;

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => end - _from;
        public override long Position { get => _at - _from; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var most = (int)Math.Min(buffer.Length, end - _at);
            if (most == 0)
                return 0;
            var read = await file.ReadAsync(buffer[..most], cancellationToken);
            if (read == 0)
                throw new TargetFailedException($"The file became shorter while it was sent: it ends at {_at} now. Send it again.", new EndOfStreamException());
            whole.Note(_at, buffer.Span[..read]);
            _at += read;
            progress?.Report(_at);
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                file.Dispose();
            base.Dispose(disposing);
        }
    }
}
