using Gantry.TestKit;
using Xunit;

namespace Gantry.Backends.Tests.Kit;

public sealed class StreamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1000)]
    public void Random_content_is_the_same_in_whatever_pieces_it_is_read(int pieceBytes)
    {
        var whole = RandomStream.Bytes(1, 10_001);
        using var stream = new RandomStream(1, 10_001);
        var pieces = new MemoryStream();
        var buffer = new byte[pieceBytes];
        int read;
        while ((read = stream.Read(buffer)) > 0)
            pieces.Write(buffer, 0, read);

        Assert.Equal(whole, pieces.ToArray());
        Assert.NotEqual(whole, RandomStream.Bytes(2, 10_001));
    }

    [Fact]
    public void A_torn_stream_knows_what_it_gave()
    {
        var bytes = RandomStream.Bytes(1, 100);
        using var torn = new TornStream(new MemoryStream(bytes), 40);

        torn.ReadExactly(new byte[40]);

        Assert.Throws<IOException>(() => torn.ReadExactly(new byte[1]));
        Assert.Equal(Digest.Of(bytes.AsSpan(0, 40)), torn.DigestSoFar);
    }
}
