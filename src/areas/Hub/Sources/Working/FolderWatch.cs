using System.Collections.Concurrent;

namespace Gantry.Hub;

/// <summary>What the operating system tells of a folder: which files are new or changed, between two scans of all of it.</summary>
/// <remarks>It may tell too little (queues overflow, network file systems tell nothing), so it is never the only way.</remarks>
internal sealed class FolderWatch : IDisposable
{
    // Beyond this a scan of the whole is cheaper.
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<string, bool> _changed = new(StringComparer.Ordinal);
    private readonly FileSystemWatcher _watcher;
    private TaskCompletionSource _told = NewSignal();
    private volatile bool _missedSome;

    private FolderWatch(string folder, bool isRecursive)
    {
        _watcher = new(folder)
        {
            IncludeSubdirectories = isRecursive, InternalBufferSize = 64 << 10,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        _watcher.Created += (_, e) => Note(e.FullPath, isWhole: false);
        _watcher.Changed += (_, e) => Note(e.FullPath, isWhole: false);
        // Whoever writes under another name and then renames says by it that the file is whole.
        _watcher.Renamed += (_, e) => Note(e.FullPath, isWhole: true);
        _watcher.Error += (_, _) => Miss();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Done as soon as there is something to look at.</summary>
    public Task Told => Volatile.Read(ref _told).Task;

    /// <summary>Watches a folder; null where that cannot be done, and scans must do.</summary>
    public static FolderWatch? TryWatch(string folder, bool isRecursive)
    {
        try
        {
            return new(folder, isRecursive);
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    /// <summary>What was told since the last time, as full paths with whether each is known to be whole; null when some was missed.</summary>
    public IReadOnlyList<(string FullPath, bool IsWhole)>? Take()
    {
        Volatile.Write(ref _told, NewSignal());
        if (_missedSome)
        {
            _missedSome = false;
            _changed.Clear();
            return null;
        }
        var taken = new List<(string, bool)>();
        foreach (var path in _changed.Keys)
        {
            if (_changed.TryRemove(path, out var isWhole))
                taken.Add((path, isWhole));
        }
        return taken;
    }

    public void Dispose() => _watcher.Dispose();

    private void Note(string path, bool isWhole)
    {
        if (_changed.Count >= Most || Directory.Exists(path))
        {
            // Of a folder that comes with files in it, the files are not told of.
            Miss();
            return;
        }
        _changed.AddOrUpdate(path, isWhole, (_, _) => isWhole);
        Volatile.Read(ref _told).TrySetResult();
    }

    private void Miss()
    {
        _missedSome = true;
        Volatile.Read(ref _told).TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
