namespace Gantry.Archives;

/// <summary>Decompresses Zstandard frames, one after the other.</summary>
internal sealed class ZstdReadStream : Stream
{
    private readonly Stream _packed;
    private readonly byte[] _buffer = new byte[128 << 10];
    private IntPtr _decoder;
    private int _at;
    private int _filled;
    private bool _isWithinFrame;
    private bool _mayHoldBack;

    private ZstdReadStream(Stream packed) => (_packed, _decoder) = (packed, Zstd.NewDecoder());

    ~ZstdReadStream() => Dispose(false);

    public static ZstdReadStream Open(Stream packed) => new(packed);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0)
            return 0;
        while (true)
        {
            if (_at == _filled && !_mayHoldBack)
            {
                (_at, _filled) = (0, await _packed.ReadAsync(_buffer, cancellationToken));
                if (_filled == 0)
                    return _isWithinFrame ? throw ArchiveRefusedException.Corrupt("it ends too early") : 0;
            }
            var hint = Zstd.Decode(_decoder, _buffer.AsSpan(_at, _filled - _at), buffer.Span, out var consumed, out var produced);
            _at += consumed;
            _isWithinFrame = hint != 0;
            _mayHoldBack = produced == buffer.Length;
            if (produced > 0)
                return produced;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Members are read asynchronously.");
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (_decoder != IntPtr.Zero)
            Zstd.FreeDecoder(_decoder);
        _decoder = IntPtr.Zero;
        base.Dispose(disposing);
    }
}
