using System.Security.Cryptography;
using Xunit;

namespace Gantry.Tests.Lake;

public class HashingPumpTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(5_000_000)]
    public async Task Hands_on_every_byte_once_and_computes_both_digests(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        using var sink = new MemoryStream();

        var blob = await HashingPump.PumpAsync(new MemoryStream(bytes), async (part, ct) => await sink.WriteAsync(part, ct), TestContext.Current.CancellationToken);

        Assert.Equal(bytes, sink.ToArray());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), blob.Digest.Hex);
        Assert.Equal(Convert.ToHexStringLower(MD5.HashData(bytes)), blob.Md5);
        Assert.Equal(size, blob.SizeBytes);
    }

    [Fact]
    public async Task Passes_on_what_breaks_the_sink()
    {
        var content = new MemoryStream(new byte[3_000_000]);
        var written = 0;
        await Assert.ThrowsAsync<IOException>(() => HashingPump.PumpAsync(content, (_, _) =>
            written++ > 1 ? throw new IOException("full") : ValueTask.CompletedTask, TestContext.Current.CancellationToken));
    }
}
