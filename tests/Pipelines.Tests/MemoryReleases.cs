using System.Text;

namespace Gantry.Pipelines.Tests;

/// <summary>Mission folders in memory, whose files are in the lake; the last one applied stands everywhere.</summary>
internal sealed class MemoryReleases(IBlobStore blobs) : IMissionReleases
{
    private readonly Dictionary<Digest, Dictionary<string, byte[]>> _releases = [];
    private Digest? _standing;

    public async Task<Digest> ApplyAsync(params (string Path, string Content)[] files)
    {
        var bytes = files.ToDictionary(f => f.Path, f => Encoding.UTF8.GetBytes(f.Content));
        foreach (var content in bytes.Values)
            await blobs.PutAsync(new MemoryStream(content), Expected.Nothing, CancellationToken.None);
        var id = ReleaseManifest.Id(Files(bytes));
        _releases[id] = bytes;
        _standing = id;
        return id;
    }

    public Task<Digest?> StandingAsync(string mission, string environment, CancellationToken ct) => Task.FromResult(_standing);

    public Task<IReadOnlyList<Standing>> AllStandingAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Standing>>(_standing is { } release ? [new("demo", "ops", release)] : []);

    public Task<IReadOnlyList<string>> ListFilesAsync(Digest release, string folder, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([.. _releases[release].Keys.Where(p => p.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);

    public Task<IReadOnlyList<ReleaseFile>> FilesAsync(Digest release, CancellationToken ct) => Task.FromResult<IReadOnlyList<ReleaseFile>>([.. Files(_releases[release])]);

    public Task<byte[]?> ReadFileAsync(Digest release, string path, CancellationToken ct) => Task.FromResult(_releases[release].GetValueOrDefault(path));

    private static IEnumerable<ReleaseFile> Files(Dictionary<string, byte[]> files) => files.Select(f => new ReleaseFile(f.Key, Digest.Of(f.Value), f.Value.Length));
}
