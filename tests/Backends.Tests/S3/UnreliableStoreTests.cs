using Gantry.S3;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Backends.Tests.S3;

/// <summary>The store is busy, hangs up, and cuts what it sends.</summary>
public sealed class UnreliableStoreTests : IAsyncLifetime
{
    private FlakyProxy? _proxy;
    private S3BlobStore? _store;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _proxy = new((await SwiftServer.SharedAsync()).Port);
        _store = await S3Place.NewStoreAsync(_proxy.Endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        _store?.Dispose();
        if (_proxy is not null)
            await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task A_busy_store_is_asked_again()
    {
        var bytes = RandomStream.Bytes(1, 100_000);
        _proxy!.AnswerUnavailable(2);
        var blob = await PutAsync(bytes);
        Assert.Equal(0, _proxy.FaultsLeft);

        _proxy.AnswerUnavailable(2);
        Assert.Equal(bytes, await ReadAsync(blob.Digest));
        _proxy.AnswerUnavailable(1);
        Assert.True(await _store!.DeleteAsync(blob.Digest, Ct));
    }

    [Fact]
    public async Task A_store_that_hangs_up_is_asked_again()
    {
        _proxy!.DropConnections(2);

        var blob = await PutAsync(RandomStream.Bytes(2, 100_000));

        Assert.NotNull(await _store!.FindAsync(blob.Digest, Ct));
    }

    [Fact]
    public async Task A_large_put_survives_interruptions_of_its_parts()
    {
        const long Size = 40 << 20;
        _proxy!.AnswerUnavailable(3);

        var blob = await _store!.PutAsync(new RandomStream(3, Size), Expected.Nothing, Ct);

        Assert.Equal(Size, (await _store.FindAsync(blob.Digest, Ct))!.SizeBytes);
        await using var reading = (await _store.OpenAsync(blob.Digest, 0, null, Ct))!;
        Assert.Equal(blob, await HashingPump.PumpAsync(reading, (_, _) => ValueTask.CompletedTask, Ct));
    }

    [Fact]
    public async Task A_body_that_is_cut_is_read_on_where_it_broke()
    {
        var bytes = RandomStream.Bytes(4, 3_000_000);
        var blob = await PutAsync(bytes);

        _proxy!.CutBodies(afterBytes: 700_000, times: 3);
        Assert.Equal(bytes, await ReadAsync(blob.Digest));
        Assert.Equal(0, _proxy.FaultsLeft);

        _proxy.CutBodies(afterBytes: 10, times: 2);
        Assert.Equal(bytes[1000..501_000], await ReadAsync(blob.Digest, 1000, 500_000));
    }

    [Fact]
    public async Task A_body_that_is_cut_every_time_ends_in_an_error_and_not_in_the_end()
    {
        var blob = await PutAsync(RandomStream.Bytes(5, 100_000));
        _proxy!.CutBodies(afterBytes: 0, times: 100);

        var broken = await Assert.ThrowsAnyAsync<IOException>(() => ReadAsync(blob.Digest));

        Assert.Contains("broke off at byte 0 of 100000", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_stays_busy_is_told_in_words_and_nothing_is_kept()
    {
        _proxy!.AnswerUnavailable(1000);
        var told = await Assert.ThrowsAnyAsync<IOException>(() => PutAsync(RandomStream.Bytes(6, 1000)));
        Assert.Contains("503", told.Message, StringComparison.Ordinal);

        _proxy.AnswerUnavailable(0);
        Assert.Null(await _store!.FindAsync(Digest.Of(RandomStream.Bytes(6, 1000)), Ct));
    }

    private Task<Blob> PutAsync(byte[] bytes) => _store!.PutAsync(new MemoryStream(bytes), Expected.Nothing, Ct);

    private async Task<byte[]> ReadAsync(Digest digest, long offset = 0, long? length = null)
    {
        await using var stream = (await _store!.OpenAsync(digest, offset, length, Ct))!;
        var read = new MemoryStream();
        await stream.CopyToAsync(read, Ct);
        return read.ToArray();
    }
}
