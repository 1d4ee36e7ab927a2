using Gantry.S3;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Backends.Tests.S3;

/// <summary>What is S3's own.</summary>
public sealed class S3OnlyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Makes_its_bucket_when_there_is_none()
    {
        using var store = S3Place.Open(S3Place.Options(await SwiftServer.SharedAsync()));
        var told = await Assert.ThrowsAsync<IOException>(() => store.PutAsync(new MemoryStream([1]), Expected.Nothing, Ct));
        Assert.Contains("bucket", told.Message, StringComparison.Ordinal);

        await store.CheckAsync(Ct);
        await store.CheckAsync(Ct);

        await store.PutAsync(new MemoryStream([1]), Expected.Nothing, Ct);
    }

    [Fact]
    public async Task Wrong_keys_are_told_in_words()
    {
        using var store = S3Place.Open(S3Place.Options(await SwiftServer.SharedAsync()) with { SecretKey = "wrong" });

        var told = await Assert.ThrowsAsync<IOException>(() => store.CheckAsync(Ct));

        Assert.Contains("refuses this access key", told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", store.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lakes_in_one_bucket_do_not_see_one_another()
    {
        var options = S3Place.Options(await SwiftServer.SharedAsync());
        using var one = S3Place.Open(options with { Prefix = "one/" });
        using var two = S3Place.Open(options with { Prefix = "two/" });
        await one.CheckAsync(Ct);

        var blob = await one.PutAsync(new MemoryStream([1, 2, 3]), Expected.Nothing, Ct);

        Assert.Null(await two.FindAsync(blob.Digest, Ct));
        Assert.Empty(await two.ListAsync(null, Ct).ToListAsync(Ct));
    }

    [Fact]
    public async Task An_old_copy_is_written_again_and_a_young_one_is_not()
    {
        var server = await SwiftServer.SharedAsync();
        await using var proxy = new FlakyProxy(server.Port);
        var clock = new PuppetClock(TimeProvider.System.GetUtcNow());
        using var store = S3Place.Open(S3Place.Options(server) with { Endpoint = proxy.Endpoint }, clock);
        await store.CheckAsync(Ct);

        Assert.Equal(2, await RequestsOfPutAsync());
        Assert.Equal(1, await RequestsOfPutAsync());
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(2, await RequestsOfPutAsync());

        async Task<int> RequestsOfPutAsync()
        {
            var before = proxy.Requests;
            await store.PutAsync(new MemoryStream([1, 2, 3]), Expected.Nothing, Ct);
            return proxy.Requests - before;
        }
    }

    [Fact]
    public async Task The_spool_folder_is_empty_while_and_after_a_large_put()
    {
        using var spool = new TempFolder("spool");
        using var store = S3Place.Open(S3Place.Options(await SwiftServer.SharedAsync()) with { SpoolFolder = spool.Path });
        await store.CheckAsync(Ct);
        var slow = new TornStream(new RandomStream(1, 9_000_000), 8_000_000, () => Assert.Empty(Directory.GetFiles(spool.Path)));

        await Assert.ThrowsAsync<IOException>(() => store.PutAsync(slow, Expected.Nothing, Ct));

        Assert.Empty(Directory.GetFiles(spool.Path));
    }

    [Theory]
    [InlineData(1L << 24, 1)]
    [InlineData((1L << 24) + 1, 2)]
    [InlineData(100L << 30, 6_400)]
    [InlineData(5L << 40, 8_993)]
    public void Parts_are_large_enough_that_there_are_not_too_many(long sizeBytes, int parts)
    {
        var partBytes = S3Upload.PartBytes(sizeBytes);

        Assert.True(partBytes >= 16 << 20);
        Assert.Equal(parts, (int)((sizeBytes + partBytes - 1) / partBytes));
    }
}
