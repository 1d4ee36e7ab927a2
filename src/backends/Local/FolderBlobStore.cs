using System.Runtime.CompilerServices;

namespace Gantry.Local;

/// <summary>The lake as a folder: <c>blobs/ab/cdef…</c>, each file named by the SHA-256 of its bytes.</summary>
public sealed class FolderBlobStore : IBlobStore, IBlobFiles
{
    private const int OutOfSpace = 28;
    private const int OverQuota = 122;

    private readonly string _blobs;
    private readonly string _incoming;

    public FolderBlobStore(string folder)
    {
        _blobs = Path.Combine(Path.GetFullPath(folder), "blobs");
        _incoming = Path.Combine(Path.GetFullPath(folder), "incoming");
        Directory.CreateDirectory(_incoming);
        Directory.CreateDirectory(_blobs);
        // All of them now, so that a put need not make one and flush its parent.
        for (var i = 0; i < 256; i++)
            Directory.CreateDirectory(Path.Combine(_blobs, i.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
        DurableFolder.Flush(_blobs);
    }

    public string Description => $"folder {Path.GetDirectoryName(_blobs)}";

    public async Task<Blob> PutAsync(Stream content, Expected expected, CancellationToken ct)
    {
        var temporary = Path.Combine(_incoming, Guid.CreateVersion7().ToString("N"));
        var isMoved = false;
        try
        {
            Blob blob;
            bool isKept;
            using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                var offset = 0L;
                blob = await HashingPump.PumpAsync(content, (bytes, _) =>
                {
                    RandomAccess.Write(file, bytes.Span, offset);
                    offset += bytes.Length;
                    return ValueTask.CompletedTask;
                }, ct);
                expected.Verify(blob);
                ct.ThrowIfCancellationRequested();
                isKept = IsKept(blob);
                if (!isKept)
                    RandomAccess.FlushToDisk(file);
            }
            var path = PathOf(blob.Digest);
            isMoved = isKept ? !TryRenew(path, temporary) : Move(temporary, path);
            // Also when the file was there: its first writer may not have come to this line.
            DurableFolder.Flush(Path.GetDirectoryName(path)!);
            return blob;
        }
        catch (IOException e) when (e.HResult is OutOfSpace or OverQuota)
        {
            throw new LakeFullException($"The disk with the lake ({_blobs}) is full: nothing was kept. Free some space and send again.", e);
        }
        finally
        {
            if (!isMoved)
                File.Delete(temporary);
        }
    }

    public Task<Stream?> OpenAsync(Digest digest, long offset, long? length, CancellationToken ct)
    {
        try
        {
            var handle = File.OpenHandle(PathOf(digest), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.SequentialScan);
            return Task.FromResult<Stream?>(new FileSlice(handle, offset, length));
        }
        catch (FileNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public string? Find(Digest digest) => PathOf(digest) is var path && File.Exists(path) ? path : null;

    public Task<StoredBlob?> FindAsync(Digest digest, CancellationToken ct) => Task.FromResult(Describe(digest, new FileInfo(PathOf(digest))));

    public Task<bool> DeleteAsync(Digest digest, CancellationToken ct)
    {
        var path = PathOf(digest);
        if (!File.Exists(path))
            return Task.FromResult(false);
        File.Delete(path);
        DurableFolder.Flush(Path.GetDirectoryName(path)!);
        return Task.FromResult(true);
    }

    public async IAsyncEnumerable<StoredBlob> ListAsync(Digest? after, [EnumeratorCancellation] CancellationToken ct)
    {
        var from = after?.Hex ?? "";
        foreach (var folder in Directory.GetDirectories(_blobs).Order(StringComparer.Ordinal))
        {
            var prefix = Path.GetFileName(folder);
            if (from.Length > 0 && string.CompareOrdinal(prefix, from[..2]) < 0)
                continue;
            // One of 256 folders at a time: of a million blobs, four thousand names are held.
            foreach (var name in Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal))
            {
                ct.ThrowIfCancellationRequested();
                if (string.CompareOrdinal(prefix + name, from) <= 0 || !Digest.TryParse(prefix + name, out var digest))
                    continue;
                if (Describe(digest, new FileInfo(PathOf(digest))) is { } blob)
                    yield return blob;
            }
        }
        await Task.CompletedTask;
    }

    public async Task CheckAsync(CancellationToken ct)
    {
        var probe = Path.Combine(_incoming, "probe-" + Guid.CreateVersion7().ToString("N"));
        try
        {
            await File.WriteAllTextAsync(probe, "probe", ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The lake's folder {_incoming} cannot be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(probe);
        }
    }

    private bool IsKept(Blob blob) => new FileInfo(PathOf(blob.Digest)) is { Exists: true } file && file.Length == blob.SizeBytes;

    private static bool Move(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        return true;
    }

    // Makes an old copy young again, so that the sweeper leaves it to whoever is about to name it.
    private static bool TryRenew(string path, string temporary)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(temporary));
            return true;
        }
        catch (FileNotFoundException)
        {
            // Swept in this instant, so ours takes its place; it was not flushed yet.
            using (var file = File.OpenHandle(temporary, FileMode.Open, FileAccess.Write))
                RandomAccess.FlushToDisk(file);
            Move(temporary, path);
            return false;
        }
    }

    private static StoredBlob? Describe(Digest digest, FileInfo file) =>
        file.Exists ? new(digest, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero)) : null;

    private string PathOf(Digest digest) => Path.Combine(_blobs, digest.Hex[..2], digest.Hex[2..]);
}
