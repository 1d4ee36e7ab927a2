using System.Text;

namespace Gantry.Hub.Tests;

/// <summary>A lake in memory for files that tests look at, and a release whose files they are.</summary>
internal sealed class SomeFiles : IBlobStore, IMissionReleases
{
    private readonly Dictionary<Digest, byte[]> _blobs = [];

    public Dictionary<string, byte[]> Mission { get; } = [];

    public string Description => "memory";

    public HeldArrival Hold(string name, byte[] content)
    {
        _blobs[Digest.Of(content)] = content;
        return new(Guid.CreateVersion7(), "demo", "ops", name, new Blob(Digest.Of(content), "", content.Length), "somebody", default);
    }

    public async Task<Blob> PutAsync(Stream content, Expected expected, CancellationToken ct)
    {
        using var all = new MemoryStream();
        await content.CopyToAsync(all, ct);
        _blobs[Digest.Of(all.ToArray())] = all.ToArray();
        return new(Digest.Of(all.ToArray()), "", all.Length);
    }

    public Task<Stream?> OpenAsync(Digest digest, long offset, long? length, CancellationToken ct) =>
        Task.FromResult<Stream?>(_blobs.TryGetValue(digest, out var b) ? new MemoryStream(b, (int)offset, (int)Math.Min(length ?? long.MaxValue, b.Length - offset)) : null);

    public Task<StoredBlob?> FindAsync(Digest digest, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> DeleteAsync(Digest digest, CancellationToken ct) => throw new NotSupportedException();

    public IAsyncEnumerable<StoredBlob> ListAsync(Digest? after, CancellationToken ct) => throw new NotSupportedException();

    public Task CheckAsync(CancellationToken ct) => Task.CompletedTask;

    public Task<Digest?> StandingAsync(string mission, string environment, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<Standing>> AllStandingAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ListFilesAsync(Digest release, string folder, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<ReleaseFile>> FilesAsync(Digest release, CancellationToken ct) => Task.FromResult<IReadOnlyList<ReleaseFile>>([]);

    public Task<byte[]?> ReadFileAsync(Digest release, string path, CancellationToken ct) => Task.FromResult(Mission.GetValueOrDefault(path));

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
