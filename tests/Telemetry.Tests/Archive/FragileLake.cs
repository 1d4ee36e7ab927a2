namespace Gantry.Telemetry.Tests.Archive;

/// <summary>A lake that breaks before a put, or after it, when it is told to; and that counts what is read of it.</summary>
internal sealed class FragileLake(IBlobStore lake) : IBlobStore
{
    /// <summary>How many half puts go well from now on: each put has a before and an after.</summary>
    public int? Goes { get; set; }

    public long BytesRead { get; private set; }

    public int Opened { get; private set; }

    public string Description => lake.Description;

    public async Task<Blob> PutAsync(Stream content, Expected expected, CancellationToken ct)
    {
        Break();
        var blob = await lake.PutAsync(content, expected, ct);
        Break();
        return blob;
    }

    public async Task<Stream?> OpenAsync(Digest digest, long offset, long? length, CancellationToken ct)
    {
        Opened++;
        BytesRead += length ?? (await lake.FindAsync(digest, ct))?.SizeBytes ?? 0;
        return await lake.OpenAsync(digest, offset, length, ct);
    }

    public Task<StoredBlob?> FindAsync(Digest digest, CancellationToken ct) => lake.FindAsync(digest, ct);

    public Task<bool> DeleteAsync(Digest digest, CancellationToken ct) => lake.DeleteAsync(digest, ct);

    public IAsyncEnumerable<StoredBlob> ListAsync(Digest? after, CancellationToken ct) => lake.ListAsync(after, ct);

    public Task CheckAsync(CancellationToken ct) => lake.CheckAsync(ct);

    // Several files are put at once.
    private void Break()
    {
        lock (lake)
        {
            if (Goes is { } left && (Goes = left - 1) < 0)
                throw new IOException("The lake broke.");
        }
    }
}
