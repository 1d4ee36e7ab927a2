namespace Gantry.Pipelines;

/// <summary>
/// What an attempt writes: kept in a file beside it, without its secrets, up to a limit; shown in pieces to those who
/// watch while it goes on, and put into the lake when it has ended.
/// </summary>
internal sealed class AttemptLog : IStepListener, IAsyncDisposable
{
    /// <summary>Logs up to this length stand in the attempt's row.</summary>
    public const int ShortBytes = 4096;

    /// <summary>A piece of a log that goes on is no longer.</summary>
    public const int PieceBytes = 64 << 10;

    private readonly Masking _output;
    private readonly Masking _errors;
    private readonly ProgressLines _progress = new();
    private readonly FileStream _file;
    private readonly long _most;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private long _dropped;
    private long _shown;

    public AttemptLog(string path, IReadOnlyCollection<string> secrets, long most)
    {
        (_output, _errors, _most) = (new(secrets), new(secrets), most);
        _file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, PieceBytes, FileOptions.Asynchronous);
    }

    public (double Share, string? Note)? Progress => _progress.Latest;

    public async ValueTask SaidAsync(StepVoice voice, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (voice == StepVoice.Output)
            _progress.Add(bytes.Span);
        await WriteAsync((voice == StepVoice.Output ? _output : _errors).Add(bytes), ct);
    }

    /// <summary>What has not been shown yet, at most a piece of it, and where it begins.</summary>
    public async Task<(long Start, byte[] Bytes)> NextPieceAsync(CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            var end = _file.Position;
            // Who watches a flood is shown its end.
            var start = Math.Max(_shown, end - PieceBytes);
            var bytes = new byte[end - start];
            _file.Position = start;
            await _file.ReadExactlyAsync(bytes, ct);
            _shown = end;
            return (start, bytes);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Ends the log: the words themselves where they are few, else the blob they are in.</summary>
    public async Task<(byte[]? Short, Blob? Long)> EndAsync(IBlobStore blobs, CancellationToken ct)
    {
        await WriteAsync(_output.End(), ct);
        await WriteAsync(_errors.End(), ct);
        if (_dropped > 0)
            await _file.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"\n[{_dropped} more bytes were not kept]\n"), ct);
        _file.Position = 0;
        if (_file.Length > ShortBytes)
            return (null, await blobs.PutAsync(_file, Expected.Nothing, ct));
        var words = new byte[_file.Length];
        await _file.ReadExactlyAsync(words, ct);
        return (words, null);
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        _writing.Dispose();
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            var room = (int)Math.Clamp(_most - _file.Position, 0, bytes.Length);
            await _file.WriteAsync(bytes[..room], ct);
            _dropped += bytes.Length - room;
        }
        finally
        {
            _writing.Release();
        }
    }
}
