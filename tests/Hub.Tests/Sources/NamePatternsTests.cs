using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Gantry.Hub.Tests.Sources;

public class NamePatternsTests
{
    [Theory]
    [InlineData("*.EOF", "S1A.EOF", true)]
    [InlineData("*.EOF", "in/S1A.EOF", true)]
    [InlineData("*.EOF", "S1A.EOF.zip", false)]
    [InlineData("*.EOF", "S1A.eof", false)]
    [InlineData("S1[AB]_?.txt", "S1A_x.txt", true)]
    [InlineData("S1[!AB]_?.txt", "S1A_x.txt", false)]
    [InlineData("S1[!AB]_?.txt", "S1C_x.txt", true)]
    [InlineData("{a,b}.{txt,bin}", "b.bin", true)]
    [InlineData("{a,b}.{txt,bin}", "c.bin", false)]
    [InlineData("in/*.txt", "in/a.txt", true)]
    [InlineData("in/*.txt", "out/a.txt", false)]
    [InlineData("in/*.txt", "in/deep/a.txt", false)]
    [InlineData("in/**/*.txt", "in/deep/er/a.txt", true)]
    [InlineData("in/**/*.txt", "in/a.txt", true)]
    [InlineData("a.b", "axb", false)]
    [InlineData("a+(b)|c", "a+(b)|c", true)]
    [InlineData("/S1[AB]_\\d+\\.EOF/", "x/S1A_12.EOF", true)]
    [InlineData("/S1[AB]_\\d+\\.EOF/", "S1A_12.EOF.zip", false)]
    [InlineData("/in/\\d+/", "in/12", true)]
    public void Match_the_name_or_the_path(string pattern, string path, bool wants) =>
        Assert.Equal(wants, new NamePatterns([pattern], []).Wants(path));

    [Fact]
    public void Take_everything_where_none_are_given_and_never_what_is_ignored()
    {
        var patterns = new NamePatterns([], ["*.tmp", ".*"]);
        Assert.True(patterns.Wants("a.txt"));
        Assert.False(patterns.Wants("x/a.tmp"));
        Assert.False(patterns.Wants("x/.hidden"));
    }

    [Theory]
    [InlineData("[ab", "not closed")]
    [InlineData("{a,b", "not closed")]
    [InlineData("/(a/", "Not enough )")]
    [InlineData("/(a)\\1/", "NonBacktracking")]
    public void Say_what_is_wrong(string pattern, string words) => Assert.Contains(words, NamePatterns.WrongWith(pattern), StringComparison.Ordinal);

    [Fact]
    public void Never_break_on_any_text() =>
        Prop.ForAll<string, string>((pattern, path) =>
        {
            if (string.IsNullOrEmpty(pattern) || path is null || NamePatterns.WrongWith(pattern) is not null)
                return;
            _ = new NamePatterns([pattern], []).Wants(path);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_special_letters_match_themselves_alone() =>
        Prop.ForAll(Gen.Elements("abc.-_+()^$|".ToCharArray()).ArrayOf().Select(a => new string(a)).Where(s => s.Length > 0).ToArbitrary(), text =>
        {
            var patterns = new NamePatterns([text], []);
            Assert.True(patterns.Wants(text));
            Assert.False(patterns.Wants(text + "x"));
        }).QuickCheckThrowOnFailure();
}
