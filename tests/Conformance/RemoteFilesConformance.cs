using System.Security.Cryptography;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Conformance;

/// <summary>What every way to somebody else's files promises to who writes them, too.</summary>
public abstract class RemoteFilesConformance : RemoteReadingConformance
{
    [Theory]
    [InlineData("empty.bin", 0)]
    [InlineData("small.bin", 1000)]
    [InlineData("new folder/and another/file name.bin", 200_000)]
    [InlineData("large.bin", 12_000_003)]
    public async Task Puts_a_file_whole_and_leaves_nothing_else(string path, int sizeBytes)
    {
        var bytes = RandomStream.Bytes(sizeBytes, sizeBytes);

        var receipt = await PutAsync(path, bytes);

        Assert.Equal((path, sizeBytes), (receipt.Path, receipt.SizeBytes));
        Assert.True(receipt.Checksum is null || receipt.Checksum == "md5:" + Md5(bytes), receipt.Checksum);
        Assert.Equal([path], (await ListAsync(Place, true)).Select(f => f.Path));
        Assert.Equal(bytes, await ReadAsync(Place, path));
    }

    [Fact]
    public async Task Replaces_a_file_by_a_whole_one()
    {
        await PutAsync("in/same.bin", [1, 2, 3]);
        await PutAsync("in/same.bin", [4, 5, 6, 7]);

        Assert.Equal(["in/same.bin"], (await ListAsync(Place, true)).Select(f => f.Path));
        Assert.Equal([4, 5, 6, 7], await ReadAsync(Place, "in/same.bin"));
    }

    [Fact]
    public async Task Keeps_the_old_file_when_the_new_one_breaks_off()
    {
        var bytes = RandomStream.Bytes(3, 6_000_000);
        await PutAsync("kept.bin", [1, 2, 3]);

        await Assert.ThrowsAnyAsync<IOException>(() =>
            Files.PutAsync(Place, "kept.bin", new TornStream(new MemoryStream(bytes), 2_000_000), Described(bytes), Ct));

        Assert.Equal([1, 2, 3], await ReadAsync(Place, "kept.bin"));
        Assert.Equal(["kept.bin"], (await ListAsync(Place, true)).Select(f => f.Path));
    }

    [Fact]
    public async Task Refuses_to_have_sent_what_it_did_not()
    {
        var lie = Described([1, 2, 3]) with { SizeBytes = 4 };
        Assert.Equal(RemoteFailure.Refused, await FailureAsync(() => Files.PutAsync(Place, "lie.bin", new MemoryStream([1, 2, 3]), lie, Ct)));
    }

    [Fact]
    public async Task Moves_and_deletes()
    {
        await PutAsync("from.bin", [9, 9]);
        await Files.MoveAsync(Place, "from.bin", "done/to.bin", Ct);
        Assert.Equal(["done/to.bin"], (await ListAsync(Place, true)).Select(f => f.Path));

        await Files.DeleteAsync(Place, "done/to.bin", Ct);
        await Files.DeleteAsync(Place, "done/to.bin", Ct);
        Assert.Empty(await ListAsync(Place, true));
    }

    [Fact]
    public async Task Puts_many_at_once()
    {
        await Parallel.ForAsync(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct },
            async (i, _) => await PutAsync($"many/{i:00}.bin", RandomStream.Bytes(i, 1000 + i)));

        var all = await ListAsync(Place, true);
        Assert.Equal(40, all.Count);
        Assert.All(all, f => Assert.Equal(1000 + int.Parse(f.Path.AsSpan(5, 2), System.Globalization.CultureInfo.InvariantCulture), f.SizeBytes));
    }

    protected override async Task LayAsync(string path, byte[] content) => await PutAsync(path, content);

    protected Task<RemoteReceipt> PutAsync(string path, byte[] bytes) => Files.PutAsync(Place, path, new MemoryStream(bytes), Described(bytes), Ct);

    protected static Blob Described(byte[] bytes) => new(Digest.Of(bytes), Md5(bytes), bytes.Length);

    private static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
}
