using System.Security.Cryptography;
using Gantry.TestKit;

namespace Gantry.Client.Tests;

public sealed class DownloadTests : IDisposable
{
    private readonly TempFolder _folder = new("download");
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(3_000_000);

    private string File => _folder.At("night.psv");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Goes_on_where_it_was_cut()
    {
        var there = new ProductServer(_content, null, 1_000_000, 500_000);
        await there.Server.Client().DownloadAsync(there.Product, File, ct: Ct);

        Assert.Equal(_content, await System.IO.File.ReadAllBytesAsync(File, Ct));
        Assert.Equal([null, "bytes=1000000-", "bytes=1500000-"], there.Server.All.Select(a => a.Header("Range")));
        Assert.Equal($"\"{there.Product.Sha256}\"", there.Server.All[1].Header("If-Range"));
        Assert.False(System.IO.File.Exists(File + ".part"));
    }

    [Fact]
    public async Task Takes_up_what_an_earlier_one_left()
    {
        var there = new ProductServer(_content);
        await System.IO.File.WriteAllBytesAsync(File + ".part", _content[..2_000_000], Ct);
        await there.Server.Client().DownloadAsync(there.Product, File, ct: Ct);

        Assert.Equal(_content, await System.IO.File.ReadAllBytesAsync(File, Ct));
        Assert.Equal("bytes=2000000-", Assert.Single(there.Server.All).Header("Range"));
    }

    [Theory]
    [InlineData(2_000_000)]
    [InlineData(3_000_000)]
    [InlineData(4_000_000)]
    public async Task Begins_again_when_what_was_left_is_of_something_else(int length)
    {
        var there = new ProductServer(_content);
        await System.IO.File.WriteAllBytesAsync(File + ".part", new byte[length], Ct);
        await there.Server.Client().DownloadAsync(there.Product, File, ct: Ct);

        Assert.Equal(_content, await System.IO.File.ReadAllBytesAsync(File, Ct));
    }

    [Fact]
    public async Task Never_gives_the_name_to_other_bytes()
    {
        var there = new ProductServer(_content, served: new byte[_content.Length]);
        await Assert.ThrowsAsync<TransferDamagedException>(() => there.Server.Client().DownloadAsync(there.Product, File, ct: Ct));

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Is_not_fooled_by_a_body_that_ends_early()
    {
        var there = new ProductServer(_content, served: _content[..1_000_000]);
        await Assert.ThrowsAnyAsync<Exception>(() => there.Server.Client().DownloadAsync(there.Product, File, ct: Ct));

        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task Gives_up_a_connection_that_brings_nothing_and_keeps_what_came()
    {
        var there = new ProductServer(_content, null, [1_000_000, .. new int[10]]);
        await Assert.ThrowsAsync<GantryUnreachableException>(() => there.Server.Client().DownloadAsync(there.Product, File, ct: Ct));

        Assert.Equal(1_000_000, new FileInfo(File + ".part").Length);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task An_empty_product_is_an_empty_file()
    {
        var there = new ProductServer([]);
        await there.Server.Client().DownloadAsync(there.Product, File, ct: Ct);

        Assert.Equal(0, new FileInfo(File).Length);
    }

    [Fact]
    public async Task Into_a_stream_it_goes_on_too_and_says_when_the_bytes_were_wrong()
    {
        var there = new ProductServer(_content, null, 123_456);
        using var target = new MemoryStream();
        await there.Server.Client().DownloadAsync(there.Product, target, ct: Ct);
        Assert.Equal(_content, target.ToArray());

        var liar = new ProductServer(_content, served: new byte[_content.Length]);
        await Assert.ThrowsAsync<TransferDamagedException>(() => liar.Server.Client().DownloadAsync(liar.Product, Stream.Null, ct: Ct));
    }
}
