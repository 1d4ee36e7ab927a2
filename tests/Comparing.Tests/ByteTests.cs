namespace Gantry.Comparing.Tests;

public sealed class ByteTests
{
    [Fact]
    public async Task Finds_one_byte_in_a_large_file()
    {
        var (left, right) = (new byte[300_000], new byte[300_000]);
        right[200_001] = 0x2a;

        var result = await Compared.As(ComparisonRules.OfBytes, left, right);

        Assert.Equal("They differ in 1 byte, the first at 200001; both have 300,000 bytes.", result.Sentence);
        Assert.Equal("byte 200001: 00 and 2a", Assert.Single(result.First).Sentence);
    }

    [Fact]
    public async Task Says_when_one_is_the_beginning_of_the_other()
    {
        var result = await Compared.As(ComparisonRules.OfBytes, "abc", "abcde");

        Assert.Equal((Outcome.Different, 0L, 2L), (result.Outcome, result.Differing, result.OnlyRight));
        Assert.Equal("The shorter is how the longer begins: the first has 3 bytes, the second 5 bytes.", result.Sentence);
    }

    [Fact]
    public async Task Counts_all_and_shows_few()
    {
        var result = await Compared.As(ComparisonRules.OfBytes with { MostShown = 3 }, new byte[1000], [.. Enumerable.Repeat((byte)1, 1000)]);

        Assert.Equal((1000L, 3), (result.Differing, result.First.Count));
    }
}
