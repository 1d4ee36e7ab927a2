using Gantry.TestKit;
using Xunit;

namespace Gantry.Conformance;

/// <summary>What every way to somebody else's files promises to who reads them.</summary>
public abstract class RemoteReadingConformance : IAsyncLifetime
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected IRemoteFiles Files { get; private set; } = null!;

    /// <summary>The place as it is right.</summary>
    protected abstract RemotePlace Place { get; }

    /// <summary>The same place with credentials that are not.</summary>
    protected abstract RemotePlace WithWrongPassword { get; }

    /// <summary>The same place at another port of this machine.</summary>
    protected abstract RemotePlace At(int port);

    protected abstract Task<IRemoteFiles> StartAsync();

    /// <summary>Puts a file there behind the back of what is tested.</summary>
    protected abstract Task LayAsync(string path, byte[] content);

    public async ValueTask InitializeAsync() => Files = await StartAsync();

    public virtual ValueTask DisposeAsync()
    {
        (Files as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Lists_what_is_there_with_size_and_time()
    {
        await LayAsync("one.bin", [1, 2, 3]);
        await LayAsync("inner/two with blanks.bin", [1, 2, 3, 4]);
        await LayAsync("inner/deep/ünïcode & [3].bin", []);

        var all = await ListAsync(Place, recursive: true);
        var top = await ListAsync(Place, recursive: false);

        Assert.Equal(["inner/deep/ünïcode & [3].bin", "inner/two with blanks.bin", "one.bin"], all.Select(f => f.Path).Order(StringComparer.Ordinal));
        Assert.Equal(3, Assert.Single(top, f => f.Path == "one.bin").SizeBytes);
        Assert.Equal(4, all.Single(f => f.Path.EndsWith("blanks.bin", StringComparison.Ordinal)).SizeBytes);
        Assert.NotNull(all.Single(f => f.Path == "one.bin").ModifiedAt);
    }

    [Theory]
    [InlineData("plain.bin", 0)]
    [InlineData("a b/c#d?e+f%20.bin", 70_000)]
    [InlineData("large.bin", 9_000_001)]
    public async Task Opens_a_file_and_gives_all_of_it(string path, int sizeBytes)
    {
        var bytes = RandomStream.Bytes(sizeBytes, sizeBytes);
        await LayAsync(path, bytes);

        Assert.Equal(bytes, await ReadAsync(Place, path));
    }

    [Fact]
    public async Task Says_that_a_file_is_missing()
    {
        await LayAsync("there.bin", [1]);
        Assert.Equal(RemoteFailure.Missing, await FailureAsync(() => ReadAsync(Place, "never.bin")));
    }

    [Fact]
    public async Task Says_that_it_was_not_let_in_and_not_with_what()
    {
        await LayAsync("there.bin", [1]);
        var refused = await Assert.ThrowsAsync<RemoteFailureException>(() => ListAsync(WithWrongPassword, true));
        Assert.True(refused.Failure == RemoteFailure.Denied, refused.Message);
        Assert.DoesNotContain(WithWrongPassword.Password ?? "\0", refused.Message, StringComparison.Ordinal);
        Assert.Equal(RemoteFailure.Denied, await FailureAsync(() => ReadAsync(WithWrongPassword, "there.bin")));
    }

    [Fact]
    public async Task Says_that_nobody_answers()
    {
        var nowhere = At(FreePort.Take(1)[0]);
        Assert.Equal(RemoteFailure.Unreachable, await FailureAsync(() => ListAsync(nowhere, true)));
        Assert.Equal(RemoteFailure.Unreachable, await FailureAsync(() => ReadAsync(nowhere, "a.bin")));
    }

    [Fact]
    public async Task Lets_bytes_pass_no_faster_than_it_is_told()
    {
        await LayAsync("slow.bin", RandomStream.Bytes(1, 300_000));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(300_000, (await ReadAsync(Place with { BytesPerSecond = 400_000 }, "slow.bin")).Length);
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(0.6), $"300,000 bytes at 400,000 a second took {watch.Elapsed.TotalSeconds:0.00} s.");
    }

    protected async Task<List<RemoteFile>> ListAsync(RemotePlace place, bool recursive)
    {
        var all = new List<RemoteFile>();
        await foreach (var file in Files.ListAsync(place, recursive, Ct))
            all.Add(file);
        return all;
    }

    protected async Task<byte[]> ReadAsync(RemotePlace place, string path)
    {
        await using var content = await Files.OpenAsync(place, path, Ct);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, Ct);
        return bytes.ToArray();
    }

    protected static async Task<RemoteFailure> FailureAsync(Func<Task> doing) => (await Assert.ThrowsAsync<RemoteFailureException>(doing)).Failure;
}
