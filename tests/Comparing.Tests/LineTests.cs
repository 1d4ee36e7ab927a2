namespace Gantry.Comparing.Tests;

public sealed class LineTests
{
    [Fact]
    public async Task An_inserted_line_is_one_difference()
    {
        var lines = Enumerable.Range(1, 5000).Select(i => $"line number {i}").ToList();
        var more = lines.ToList();
        more.Insert(2500, "something new");

        var result = await Compared.AsText(string.Join('\n', lines), string.Join('\n', more));

        Assert.Equal((0L, 0L, 1L), (result.Differing, result.OnlyLeft, result.OnlyRight));
        Assert.Equal("line 2501 stands only in the second: 'something new'", Assert.Single(result.First).Sentence);
    }

    [Fact]
    public async Task A_changed_line_shows_both()
    {
        var result = await Compared.AsText("a\nb\nc\nd\n", "a\nB\nc\nd\n");

        Assert.Equal("1 line differs; they have 4 and 4 lines.", result.Sentence);
        Assert.Equal("line 2: 'b' and 'B'", Assert.Single(result.First).Sentence);
    }

    [Fact]
    public async Task How_lines_end_is_no_difference()
    {
        var text = string.Join('\n', "short", new string('x', 10_000), "end");

        Assert.True((await Compared.AsText(text, text.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n")).IsSame);
    }

    [Fact]
    public async Task The_end_of_a_very_long_line_counts()
    {
        var result = await Compared.AsText(new string('x', 1_000_000) + "a", new string('x', 1_000_000) + "b");

        Assert.Equal(1, result.Differing);
        Assert.Contains("differ further on", result.First[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_that_may_differ_are_not_looked_at()
    {
        var rules = ComparisonRules.OfText with { IgnoredLines = ["^# made at "] };

        Assert.True((await Compared.As(rules, "# made at 10:00\na\n", "a\n# made at 11:00\n")).IsSame);
        Assert.False((await Compared.As(rules, "# made at 10:00\na\n", "b\n")).IsSame);
    }

    [Fact]
    public async Task Two_texts_with_nothing_in_common_are_compared_soon()
    {
        var left = string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"left {i}"));
        var right = string.Join('\n', Enumerable.Range(0, 30_000).Select(i => $"right {i}"));

        var result = await Compared.AsText(left, right);

        Assert.Equal((20_000L, 0L, 10_000L, 20), (result.Differing, result.OnlyLeft, result.OnlyRight, result.First.Count));
    }

    [Fact]
    public async Task Different_bytes_that_are_no_text_never_look_the_same() =>
        Assert.False((await Compared.As(ComparisonRules.OfText, [0xff, 0x0a], [0xfe, 0x0a])).IsSame);

    [Fact]
    public async Task An_expression_that_cannot_be_used_is_said()
    {
        var result = await Compared.As(ComparisonRules.OfText with { IgnoredLines = ["(a"] }, "", "");

        Assert.Equal(Outcome.NotComparable, result.Outcome);
        Assert.StartsWith("'(a' is not a regular expression that can be used here", result.Problem, StringComparison.Ordinal);
    }
}
