using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Gantry.TestKit;

/// <summary>Somebody else's machine, in memory: it keeps what it is sent, and fails when it is told to.</summary>
public sealed class ObedientRemoteFiles : IRemoteFiles
{
    public string? Missing { get; set; }

    /// <summary>What lies there, by address and path.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>In which order it came.</summary>
    public ConcurrentQueue<string> Arrived { get; } = new();

    /// <summary>The places as they were used, with what is secret.</summary>
    public ConcurrentQueue<RemotePlace> Used { get; } = new();

    /// <summary>Says what is to fail, or null.</summary>
    public Func<string, RemoteFailure?> Fails { get; set; } = _ => null;

    public async Task<RemoteReceipt> PutAsync(RemotePlace place, string path, Stream content, Blob blob, CancellationToken ct)
    {
        Used.Enqueue(place);
        if (Fails(path) is { } failure)
            throw new RemoteFailureException(failure, $"it was told to be {failure}");
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, ct);
        Files[$"{place.Address}/{place.Folder}/{path}"] = bytes.ToArray();
        Arrived.Enqueue(path);
        return new($"{place.Folder}/{path}", bytes.Length, "md5:" + Convert.ToHexStringLower(MD5.HashData(bytes.ToArray())));
    }

    public async IAsyncEnumerable<RemoteFile> ListAsync(RemotePlace place, bool recursive, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.Yield();
        foreach (var (name, bytes) in Files.Where(f => f.Key.StartsWith($"{place.Address}/{place.Folder}/", StringComparison.Ordinal)))
            yield return new(name[$"{place.Address}/{place.Folder}/".Length..], bytes.Length, null);
    }

    public Task<Stream> OpenAsync(RemotePlace place, string path, CancellationToken ct) =>
        Task.FromResult<Stream>(new MemoryStream(Files[$"{place.Address}/{place.Folder}/{path}"]));

    public Task MoveAsync(RemotePlace place, string from, string to, CancellationToken ct)
    {
        if (Files.TryRemove($"{place.Address}/{place.Folder}/{from}", out var bytes))
            Files[$"{place.Address}/{place.Folder}/{to}"] = bytes;
        return Task.CompletedTask;
    }

    public Task DeleteAsync(RemotePlace place, string path, CancellationToken ct)
    {
        Files.TryRemove($"{place.Address}/{place.Folder}/{path}", out _);
        return Task.CompletedTask;
    }
}
