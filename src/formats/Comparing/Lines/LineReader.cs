using System.Security.Cryptography;

namespace Gantry.Comparing;

/// <summary>The lines of a stream without their ends, of any length in bounded memory.</summary>
internal sealed class LineReader(Stream stream) : IDisposable
{
    public const int KeptBytes = 4096;

    private readonly byte[] _block = new byte[64 * 1024];
    private readonly byte[] _line = new byte[KeptBytes];
    private readonly IncrementalHash _rest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _at;
    private int _filled;
    private int _kept;
    private long _length;
    private long _number;
    private bool _isReturnHeld;
    private bool _ended;

    public async ValueTask<TextLine?> ReadAsync(CancellationToken ct)
    {
        while (true)
        {
            if (_at == _filled)
            {
                if (_ended || (_filled = await stream.ReadAsync(_block, ct)) == 0)
                {
                    _ended = true;
                    (_at, _filled) = (0, 0);
                    return _length > 0 || _isReturnHeld ? Take() : null;
                }
                _at = 0;
            }
            var rest = _block.AsSpan(_at, _filled - _at);
            var end = rest.IndexOf((byte)'\n');
            Keep(end < 0 ? rest : rest[..end]);
            _at += end < 0 ? rest.Length : end + 1;
            if (end >= 0)
                return Take();
        }
    }

    public void Dispose() => _rest.Dispose();

    // A carriage return is held back until it is known not to be the end of the line.
    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        if (_isReturnHeld)
            Add("\r"u8);
        _isReturnHeld = bytes[^1] == '\r';
        Add(_isReturnHeld ? bytes[..^1] : bytes);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        _length += bytes.Length;
        var now = Math.Min(bytes.Length, KeptBytes - _kept);
        bytes[..now].CopyTo(_line.AsSpan(_kept));
        _kept += now;
        if (now < bytes.Length)
            _rest.AppendData(bytes[now..]);
    }

    private TextLine Take()
    {
        _number++;
        var kept = _line.AsSpan(0, _kept);
        var line = _length > _kept ? TextLine.OfLong(_number, kept, _length, _rest) : TextLine.Of(_number, kept);
        (_kept, _length, _isReturnHeld) = (0, 0, false);
        return line;
    }
}
