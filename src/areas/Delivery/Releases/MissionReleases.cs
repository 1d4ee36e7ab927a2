namespace Gantry.Delivery;

/// <summary>Delivery's answer to the areas that act on what stands in an environment.</summary>
internal sealed class MissionReleases(ReleaseStore store, IBlobStore blobs) : IMissionReleases, IBlobRoots
{
    public Task<Digest?> StandingAsync(string mission, string environment, CancellationToken ct) => store.StandingAsync(mission, environment, ct);

    public async Task<IReadOnlyList<Standing>> AllStandingAsync(CancellationToken ct) => await store.AllStandingAsync(ct);

    public async Task<IReadOnlyList<string>> ListFilesAsync(Digest release, string folder, CancellationToken ct) => await store.ListFilesAsync(release, folder, ct);

    public async Task<IReadOnlyList<ReleaseFile>> FilesAsync(Digest release, CancellationToken ct) => await store.FilesAsync(release, ct);

    public async Task<byte[]?> ReadFileAsync(Digest release, string path, CancellationToken ct)
    {
        if (await store.FindFileAsync(release, path, ct) is not { } digest)
            return null;
        await using var content = await blobs.OpenAsync(digest, 0, MissionFile.ContentLimit, ct)
            ?? throw new IOException($"The lake does not have {path} of release {release.Short} (SHA-256 {digest}).");
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    public Task<IReadOnlyCollection<Digest>> NeededAsync(Session session, IReadOnlyCollection<Digest> candidates, CancellationToken ct) =>
        ReleaseStore.NamedAsync(session, candidates, ct);
}
