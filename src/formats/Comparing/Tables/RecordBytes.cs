namespace Gantry.Comparing;

/// <summary>Bytes of a stream from which one record after the other is taken.</summary>
internal sealed class RecordBytes(Stream stream, int most)
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _start;
    private int _end;

    public ReadOnlySpan<byte> Rest => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Whether no further bytes will come.</summary>
    public bool IsLast { get; private set; }

    /// <summary>The line of the next byte, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Reads on; false where nothing more comes or a record would be larger than allowed.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken ct)
    {
        if (IsLast)
            return false;
        if (_start > 0)
        {
            Rest.CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _bytes.Length)
        {
            if (_bytes.Length >= most)
                return false;
            Array.Resize(ref _bytes, Math.Min(most, _bytes.Length * 4));
        }
        var room = _bytes.AsMemory(_end);
        var read = await stream.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, ct);
        _end += read;
        IsLast = read < room.Length;
        return read > 0;
    }

    public byte[] Take(int length)
    {
        var taken = Rest[..length].ToArray();
        Skip(length);
        return taken;
    }

    public void Skip(int length)
    {
        Line += Rest[..length].Count((byte)'\n');
        _start += length;
    }

    public void SkipMark()
    {
        if (Rest.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            _start += 3;
    }
}
