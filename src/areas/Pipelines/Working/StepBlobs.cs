namespace Gantry.Pipelines;

/// <summary>Blobs as files that steps can be shown: the lake's own where it is a folder of this machine, copies kept at hand where it is not.</summary>
internal sealed class StepBlobs(IBlobStore blobs, PipelineOptions options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _tidying = new(1, 1);
    private long _added;

    private string Folder => Path.Combine(options.Folder, "blobs");

    /// <summary>The file that holds a blob.</summary>
    /// <exception cref="IOException">The lake does not have it.</exception>
    public async Task<string> FileAsync(Digest digest, CancellationToken ct)
    {
        if (blobs is IBlobFiles files)
            return files.Find(digest) ?? throw Gone(digest);
        var kept = Path.Combine(Folder, digest.Hex);
        if (File.Exists(kept))
        {
            File.SetLastAccessTimeUtc(kept, clock.GetUtcNow().UtcDateTime);
            return kept;
        }
        await FetchAsync(digest, kept, ct);
        return kept;
    }

    public void Dispose() => _tidying.Dispose();

    private async Task FetchAsync(Digest digest, string kept, CancellationToken ct)
    {
        Directory.CreateDirectory(Folder);
        await using var content = await blobs.OpenAsync(digest, 0, null, ct) ?? throw Gone(digest);
        var half = $"{kept}.{Guid.CreateVersion7():N}";
        try
        {
            await using (var file = File.Create(half))
            {
                var blob = await HashingPump.PumpAsync(content, file.WriteAsync, ct);
                if (blob.Digest != digest)
                    throw new IOException($"The lake gave other bytes for {digest} than were put in; gantry reconcile --bytes looks for more of that.");
                Interlocked.Add(ref _added, blob.SizeBytes);
            }
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(half, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            File.Move(half, kept, overwrite: true);
        }
        finally
        {
            File.Delete(half);
        }
        await TidyAsync(ct);
    }

    // What was not used for the longest goes first; a step that is shown a file keeps it although its name is gone.
    private async Task TidyAsync(CancellationToken ct)
    {
        if (Interlocked.Read(ref _added) < options.KeptInputBytes / 10 || !await _tidying.WaitAsync(0, ct))
            return;
        try
        {
            Interlocked.Exchange(ref _added, 0);
            var left = options.KeptInputBytes;
            foreach (var file in new DirectoryInfo(Folder).EnumerateFiles().OrderByDescending(f => f.LastAccessTimeUtc))
            {
                if ((left -= file.Length) < 0)
                    file.Delete();
            }
        }
        finally
        {
            _tidying.Release();
        }
    }

    private static IOException Gone(Digest digest) => new($"The lake does not have the blob {digest} any more.");
}
