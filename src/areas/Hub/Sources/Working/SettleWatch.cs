namespace Gantry.Hub;

/// <summary>
/// Tells files that are still being written from those that are whole. A file of this machine has settled when it was last
/// changed long enough ago; any other when it was seen unchanged for long enough.
/// </summary>
internal sealed class SettleWatch(TimeSpan settle, bool isLocal, TimeProvider clock)
{
    // What is not settled is growing now; more than this at a time is a flood, and waits for its next listing.
    private const int Most = 100_000;

    private readonly Dictionary<string, (long? Size, DateTimeOffset? Modified, long Since)> _growing = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>When to look again at what has not settled; null when all has.</summary>
    public DateTimeOffset? LookAgainAt { get; private set; }

    /// <summary>The files that have not settled.</summary>
    public IReadOnlyList<string> Growing
    {
        get
        {
            lock (_gate)
                return [.. _growing.Keys];
        }
    }

    /// <summary>Whether a file is whole, as far as one can see.</summary>
    public bool IsSettled(SourceFile file)
    {
        lock (_gate)
        {
            if (settle == TimeSpan.Zero || file.IsSettled || IsOld(file) || file is { SizeBytes: null, ModifiedAt: null })
            {
                _growing.Remove(file.Path);
                return true;
            }
            if (_growing.TryGetValue(file.Path, out var seen) && (seen.Size, seen.Modified) == (file.SizeBytes, file.ModifiedAt))
            {
                if (clock.GetElapsedTime(seen.Since) < settle)
                    return Wait();
                _growing.Remove(file.Path);
                return true;
            }
            if (_growing.Count < Most)
                _growing[file.Path] = (file.SizeBytes, file.ModifiedAt, clock.GetTimestamp());
            return Wait();
        }
    }

    /// <summary>A look begins: what it shows to be growing decides when the next one is due.</summary>
    public void Begin() => LookAgainAt = null;

    /// <summary>A file is gone.</summary>
    public void Forget(string path)
    {
        lock (_gate)
            _growing.Remove(path);
    }

    // A time in the future says nothing: somebody's clock is wrong, or the file was given a time on purpose.
    private bool IsOld(SourceFile file) =>
        isLocal && file.ModifiedAt is { } modified && clock.GetUtcNow() - modified >= settle;

    private bool Wait()
    {
        var again = clock.GetUtcNow() + settle;
        LookAgainAt = LookAgainAt < again ? LookAgainAt : again;
        return false;
    }
}
