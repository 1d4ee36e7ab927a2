namespace Gantry.Hub;

/// <summary>Collects what became of files and notes it in batches: a note for each would cost as much as the file.</summary>
/// <remarks>A crash loses the notes that were not written: those files are fetched again, and the intake knows them by their content.</remarks>
internal sealed class MarkBook(SourceKey key, SourceStore store, string node) : IDisposable
{
    private const int MostMarks = 200;
    private const long MostBytes = 64 << 20;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly List<SeenFile> _marks = [];
    private readonly List<string> _forgotten = [];
    private Counted _counted;

    /// <summary>Notes a file; a null mark forgets what was known of its path.</summary>
    public async Task AddAsync(string path, SeenFile? mark, Counted counted, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (mark is null)
                _forgotten.Add(path);
            else
                _marks.Add(mark);
            _counted = new(_counted.Files + counted.Files, _counted.Bytes + counted.Bytes);
            if (_marks.Count + _forgotten.Count >= MostMarks || _counted.Bytes >= MostBytes)
                await WriteAsync(null, ct);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Writes what was collected, and how far the source has been read.</summary>
    public async Task FlushAsync(string? placeInTime, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            await WriteAsync(placeInTime, ct);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task WriteAsync(string? placeInTime, CancellationToken ct)
    {
        if (_marks.Count == 0 && _forgotten.Count == 0 && placeInTime is null)
            return;
        // Copies: the unit may run more than once, and must always say the same.
        await store.MarkAsync(key, [.. _marks], [.. _forgotten], _counted, placeInTime, node, ct);
        _marks.Clear();
        _forgotten.Clear();
        _counted = default;
    }
}
