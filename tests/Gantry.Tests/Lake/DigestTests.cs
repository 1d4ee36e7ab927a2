using Xunit;

namespace Gantry.Tests.Lake;

public class DigestTests
{
    [Theory]
    [InlineData("ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789")]
    [InlineData("sha256:abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789")]
    public void Reads_either_case_with_or_without_its_algorithm(string text)
    {
        Assert.True(Digest.TryParse(text, out var digest));
        Assert.Equal("abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789", digest.Hex);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("abcdef0123456789abcdef0123456789abcdef0123456789abcdef012345678")]
    [InlineData("zbcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789")]
    public void Refuses_what_is_not_one(string? text) => Assert.False(Digest.TryParse(text, out _));
}
