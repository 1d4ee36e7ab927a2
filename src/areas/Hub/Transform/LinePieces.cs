namespace Gantry.Hub;

/// <summary>Cuts a text into pieces of so many lines, in bounded memory however long the lines are.</summary>
internal sealed class LinePieces(Stream text, int lines)
{
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _at;
    private int _filled;
    private int _linesLeft;

    /// <summary>The next piece, to be read before the one after it is asked for; null at the end.</summary>
    public async Task<Stream?> NextAsync(CancellationToken ct)
    {
        while (await ReadAsync(new byte[4096], ct) > 0)
        {
        }
        _linesLeft = lines;
        return await FillAsync(ct) ? new Piece(this) : null;
    }

    private async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        if (_linesLeft == 0 || buffer.Length == 0 || !await FillAsync(ct))
            return 0;
        var there = _buffer.AsSpan(_at, Math.Min(_filled - _at, buffer.Length));
        var count = 0;
        while (count < there.Length && _linesLeft > 0)
            _linesLeft -= there[count++] == '\n' ? 1 : 0;
        there[..count].CopyTo(buffer.Span);
        _at += count;
        return count;
    }

    private async ValueTask<bool> FillAsync(CancellationToken ct)
    {
        if (_at == _filled)
            (_at, _filled) = (0, await text.ReadAsync(_buffer, ct));
        return _filled > 0;
    }

    private sealed class Piece(LinePieces pieces) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => pieces.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Pieces are read asynchronously.");
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
