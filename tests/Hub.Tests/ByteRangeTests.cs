using Xunit;

namespace Gantry.Hub.Tests;

public class ByteRangeTests
{
    [Theory]
    [InlineData("bytes=0-9", 0, 10)]
    [InlineData("bytes=90-", 90, 10)]
    [InlineData("bytes=-5", 95, 5)]
    [InlineData("bytes=-500", 0, 100)]
    [InlineData("bytes=95-200", 95, 5)]
    [InlineData("BYTES= 0-0", 0, 1)]
    public void Reads_every_form_of_one_range(string header, long from, long length) =>
        Assert.Equal(new ByteRange(from, length), ByteRange.Parse(header, 100));

    [Theory]
    [InlineData("bytes=100-")]
    [InlineData("bytes=100-200")]
    [InlineData("bytes=-0")]
    public void Knows_what_cannot_be_satisfied(string header) => Assert.False(ByteRange.Parse(header, 100)!.Value.IsSatisfiable);

    [Theory]
    [InlineData("bytes=9-5")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=0-1,5-6")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=")]
    [InlineData("bytes=--5")]
    [InlineData("bytes=99999999999999999999-")]
    public void Passes_over_what_is_no_single_range(string header) => Assert.Null(ByteRange.Parse(header, 100));
}
