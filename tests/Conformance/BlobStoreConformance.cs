using Gantry.TestKit;
using Xunit;

namespace Gantry.Conformance;

/// <summary>What every blob store promises. A backend inherits the class and says how to open an empty store.</summary>
public abstract class BlobStoreConformance : IAsyncLifetime
{
    private IBlobStore? _store;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected IBlobStore Store => _store!;

    /// <summary>An empty store.</summary>
    protected abstract Task<IBlobStore> NewStoreAsync();

    public async ValueTask InitializeAsync() => _store = await NewStoreAsync();

    public virtual ValueTask DisposeAsync()
    {
        (_store as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(5_000_001)]
    [InlineData(20_000_003)]
    public async Task Gives_back_what_it_was_given(int sizeBytes)
    {
        var bytes = RandomStream.Bytes(sizeBytes, sizeBytes);

        var blob = await PutAsync(bytes);

        Assert.Equal(Digest.Of(bytes), blob.Digest);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(bytes)), blob.Md5);
        Assert.Equal(sizeBytes, blob.SizeBytes);
        Assert.Equal(bytes, await ReadAsync(blob.Digest));
        Assert.Equal(sizeBytes, (await Store.FindAsync(blob.Digest, Ct))!.SizeBytes);
    }

    [Fact]
    public async Task Knows_nothing_of_what_was_never_put()
    {
        var stranger = Digest.Of("never put");

        Assert.Null(await Store.OpenAsync(stranger, 0, null, Ct));
        Assert.Null(await Store.OpenAsync(stranger, 5, 0, Ct));
        Assert.Null(await Store.FindAsync(stranger, Ct));
        Assert.False(await Store.DeleteAsync(stranger, Ct));
    }

    [Fact]
    public async Task Putting_the_same_again_succeeds_and_keeps_one()
    {
        var bytes = RandomStream.Bytes(1, 100_000);

        var first = await PutAsync(bytes);
        var age = (await Store.FindAsync(first.Digest, Ct))!.WrittenAt;
        var again = await PutAsync(bytes);

        Assert.Equal(first, again);
        Assert.Single(await ListAsync());
        Assert.True((await Store.FindAsync(first.Digest, Ct))!.WrittenAt >= age);
        Assert.Equal(bytes, await ReadAsync(first.Digest));
    }

    [Fact]
    public async Task Sixteen_puts_of_the_same_content_at_once_keep_one()
    {
        var bytes = RandomStream.Bytes(2, 300_000);

        var blobs = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            Store.PutAsync(new SlowStream(new MemoryStream(bytes), 50_000), Expected.Nothing, Ct)));

        Assert.Single(blobs.Distinct());
        Assert.Single(await ListAsync());
        Assert.Equal(bytes, await ReadAsync(blobs[0].Digest));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(6_000_000)]
    public async Task Keeps_no_trace_of_a_put_whose_sender_went_away(int afterBytes)
    {
        await using var torn = new TornStream(new RandomStream(3, 8_000_000), afterBytes);

        await Assert.ThrowsAsync<IOException>(() => Store.PutAsync(torn, Expected.Nothing, Ct));

        Assert.Null(await Store.OpenAsync(torn.DigestSoFar, 0, null, Ct));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Keeps_no_trace_of_a_put_that_was_cancelled()
    {
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var slow = new SlowStream(new RandomStream(4, 8_000_000), 100_000, Task.Delay(Timeout.Infinite, Ct));

        var putting = Store.PutAsync(slow, Expected.Nothing, stopped.Token);
        await slow.Reached;
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => putting);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Keeps_no_trace_of_a_put_that_was_cancelled_at_its_last_byte()
    {
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await using var torn = new TornStream(new RandomStream(5, 3_000_000), 3_000_000, stopped.Cancel);

        await Assert.ThrowsAnyAsync<Exception>(() => Store.PutAsync(torn, Expected.Nothing, stopped.Token));

        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Refuses_bytes_that_are_not_the_announced_ones_and_names_both()
    {
        var bytes = RandomStream.Bytes(6, 200_000);
        var (digest, md5) = (Digest.Of(bytes), Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(bytes)));
        var lie = Digest.Of("a lie");
        (Expected Announced, string Said, string Is)[] lies =
        [
            (new(Digest: lie), lie.Hex, digest.Hex),
            (new(Md5: new string('a', 32)), new string('a', 32), md5),
            (new(SizeBytes: 200_001), "200001", "200000"),
        ];

        foreach (var (announced, said, actual) in lies)
        {
            var refusal = await Assert.ThrowsAsync<ChecksumMismatchException>(() => Store.PutAsync(new MemoryStream(bytes), announced, Ct));
            Assert.Equal((said, actual), (refusal.Announced, refusal.Actual));
            Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
            Assert.Contains(actual, refusal.Message, StringComparison.Ordinal);
        }
        Assert.Empty(await ListAsync());
        await Store.PutAsync(new MemoryStream(bytes), new Expected(digest, md5.ToUpperInvariant(), bytes.Length), Ct);
    }

    [Theory]
    [InlineData(0, 10L)]
    [InlineData(0, 0L)]
    [InlineData(100_000, 50_000L)]
    [InlineData(299_990, null)]
    [InlineData(299_990, 1_000L)]
    [InlineData(300_000, null)]
    [InlineData(400_000, 10L)]
    [InlineData(7, null)]
    public async Task Gives_a_part(int offset, long? length)
    {
        var bytes = RandomStream.Bytes(7, 300_000);
        var blob = await PutAsync(bytes);

        Assert.Equal(bytes.Skip(offset).Take((int)(length ?? bytes.Length)), await ReadAsync(blob.Digest, offset, length));
    }

    [Fact]
    public async Task A_part_of_nothing_is_nothing()
    {
        var empty = await PutAsync([]);

        Assert.Empty(await ReadAsync(empty.Digest, 0, 10));
        Assert.Empty(await ReadAsync(empty.Digest, 3, null));
    }

    [Fact]
    public async Task A_reader_of_a_deleted_blob_gets_all_of_it_or_is_told()
    {
        var bytes = RandomStream.Bytes(8, 9_000_000);
        var blob = await PutAsync(bytes);
        await using var reading = (await Store.OpenAsync(blob.Digest, 0, null, Ct))!;
        var head = new byte[1000];
        await reading.ReadExactlyAsync(head, Ct);

        Assert.True(await Store.DeleteAsync(blob.Digest, Ct));

        Assert.Null(await Store.FindAsync(blob.Digest, Ct));
        var rest = new MemoryStream();
        try
        {
            await reading.CopyToAsync(rest, Ct);
        }
        catch (IOException)
        {
            return;
        }
        Assert.Equal(bytes, head.Concat(rest.ToArray()).ToArray());
    }

    [Fact]
    public async Task A_deleted_blob_can_be_put_again()
    {
        var bytes = RandomStream.Bytes(9, 1000);
        var blob = await PutAsync(bytes);
        await Store.DeleteAsync(blob.Digest, Ct);
        Assert.Empty(await ListAsync());

        await PutAsync(bytes);

        Assert.Equal(bytes, await ReadAsync(blob.Digest));
    }

    [Fact]
    public async Task Lists_in_the_order_of_the_digests_from_any_place()
    {
        var put = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => PutAsync(RandomStream.Bytes(i, 100 + i))));
        var expected = put.Select(b => (b.Digest, b.SizeBytes)).OrderBy(b => b.Digest).ToList();

        var all = await ListAsync();
        Assert.Equal(expected, all.Select(b => (b.Digest, b.SizeBytes)));
        Assert.All(all, b => Assert.InRange(TimeProvider.System.GetUtcNow() - b.WrittenAt, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(5)));

        Assert.Equal(expected.Skip(18).Select(b => b.Digest), (await ListAsync(expected[17].Digest)).Select(b => b.Digest));
        Assert.Empty(await ListAsync(expected[^1].Digest));
        // A place need not be taken: what stood there may have been deleted since.
        await Store.DeleteAsync(expected[10].Digest, Ct);
        Assert.Equal(expected.Skip(11).Select(b => b.Digest), (await ListAsync(expected[10].Digest)).Select(b => b.Digest));
    }

    [Fact]
    public async Task Memory_stays_bounded_whatever_the_size()
    {
        const long Size = 200L << 20;
        const long Bound = 100L << 20;
        await using var content = new MeasuringStream(new RandomStream(10, Size));

        var blob = await Store.PutAsync(content, Expected.Nothing, Ct);
        Assert.Equal(Size, blob.SizeBytes);
        Assert.InRange(content.GrowthBytes, 0, Bound);

        await using var opened = (await Store.OpenAsync(blob.Digest, 0, null, Ct))!;
        await using var reading = new MeasuringStream(opened);
        var back = await HashingPump.PumpAsync(reading, (_, _) => ValueTask.CompletedTask, Ct);
        Assert.Equal(blob, back);
        Assert.InRange(reading.GrowthBytes, 0, Bound);
    }

    [Fact]
    public async Task Finds_itself_well_and_leaves_no_trace_of_the_question()
    {
        await Store.CheckAsync(Ct);

        Assert.Empty(await ListAsync());
        Assert.NotEmpty(Store.Description);
    }

    protected Task<Blob> PutAsync(byte[] bytes) => Store.PutAsync(new MemoryStream(bytes), Expected.Nothing, Ct);

    protected async Task<byte[]> ReadAsync(Digest digest, long offset = 0, long? length = null)
    {
        await using var stream = await Store.OpenAsync(digest, offset, length, Ct);
        var read = new MemoryStream();
        await stream!.CopyToAsync(read, Ct);
        return read.ToArray();
    }

    protected async Task<List<StoredBlob>> ListAsync(Digest? after = null)
    {
        var found = new List<StoredBlob>();
        await foreach (var blob in Store.ListAsync(after, Ct))
            found.Add(blob);
        return found;
    }
}
