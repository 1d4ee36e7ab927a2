using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Yaml.Tests;

public sealed class HostileBytesTests
{
    [Fact]
    public void A_hundred_megabytes_are_refused_before_they_are_read()
    {
        // Were they parsed first, the text alone would take twice as much memory again.
        var bytes = new byte[100 * 1024 * 1024];
        bytes.AsSpan().Fill((byte)'a');

        var before = GC.GetAllocatedBytesForCurrentThread();
        var problem = Assert.Single(YamlReader.Read(bytes, "big.yaml").Problems);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal("big.yaml:1:1: the file has 104,857,600 bytes and at most 1,048,576 are read; split it, or keep data outside the mission folder", problem.ToString());
        Assert.True(allocated < 100_000, $"{allocated} bytes were allocated");
    }

    [Fact]
    public void A_billion_laughs_are_a_list_of_refused_anchors()
    {
        var bomb = new StringBuilder("a0: &a0 lol\n");
        for (var i = 1; i < 10; i++)
            bomb.Append(null, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        var problems = Reading.Of(bomb.ToString()).Problems;

        Assert.StartsWith("the anchor '&a0'", problems[0].Message, StringComparison.Ordinal);
        Assert.Contains(problems, p => p.Message.StartsWith("the alias '*a0'", StringComparison.Ordinal));
        Assert.Equal(100, problems.Count);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void A_depth_bomb_is_refused_at_the_first_level_too_many(string level)
    {
        var problem = Reading.OnlyProblem(string.Concat(Enumerable.Repeat(level, 200_000)));

        Assert.Equal("this is nested deeper than 32 levels; write it flatter", problem.Message);
        Assert.Equal((1, 1 + (32 * level.Length)), (problem.Line, problem.Column));
    }

    [Fact]
    public void Thirty_two_levels_are_read() =>
        Assert.NotNull(Reading.Root(new string('[', 32) + new string(']', 32)));

    [Fact]
    public void Too_many_nodes_are_refused()
    {
        var problem = Reading.OnlyProblem("[a, b, c, d]", new YamlLimits { Nodes = 4 });

        Assert.Equal("mission.yaml:1:11: here begins node 5 and at most 4 are read; split the file", problem.ToString());
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)':', (byte)'\n', (byte)' ', 0xC3, 0x28 }, 2, 2, "the byte 0xC3 is not UTF-8; save the file as UTF-8")]
    [InlineData(new byte[] { 0xC3, 0xA9, 0x80 }, 1, 2, "the byte 0x80 is not UTF-8; save the file as UTF-8")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, 1, 1, "the byte 0xED is not UTF-8; save the file as UTF-8")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, 1, 1, "the file begins with a UTF-16 byte order mark; save it as UTF-8")]
    [InlineData(new byte[] { (byte)'a', (byte)'\r', (byte)'\n', (byte)'b', 0 }, 2, 2, "the character U+0000 (NUL) has no place in YAML; remove it")]
    public void Bytes_that_are_not_text_are_refused_where_they_stand(byte[] bytes, int line, int column, string message) =>
        Assert.Equal(new YamlProblem("mission.yaml", line, column, message), Assert.Single(YamlReader.Read(bytes, "mission.yaml").Problems));

    [Fact]
    public void An_escaped_NUL_is_refused_as_well() => Assert.Equal(
        "mission.yaml:1:4: the text holds the character U+0000 (NUL), which nothing can store; remove it",
        Reading.OnlyProblem("a: \"b\\0\"").ToString());

    [Theory]
    [InlineData("a: \u001b[31m", "U+001B is a control character")]
    [InlineData("a: \u0085b: 1", "U+0085 ends a line only for some readers")]
    [InlineData("a: \u2028b: 1", "U+2028 ends a line only for some readers")]
    [InlineData("a: \u202Enimda", "U+202E changes the direction of the text")]
    [InlineData("a: b\uFEFF", "U+FEFF is a byte order mark in the middle")]
    public void Characters_that_look_like_something_else_are_refused(string yaml, string message)
    {
        var problem = Reading.OnlyProblem(yaml);

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, problem.Line);
    }

    [Fact]
    public void A_message_never_carries_what_a_terminal_would_obey()
    {
        var problem = Reading.OnlyProblem("\"\\e[31m\": 1\n\"\\e[31m\": 2\n");

        Assert.StartsWith("the key '\\u001B[31m' stands here a second time", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_wrong_everywhere_is_answered_quickly()
    {
        var shape = Shape.Map("A map.", [.. Enumerable.Range(0, 50).Select(i => Field.Optional($"some-key-{i}", Shape.Flag("A flag.")))]);
        var yaml = string.Concat(Enumerable.Range(0, 49_000).Select(i => $"some-kay-{i}: 1\n"));

        Assert.Equal(100, shape.Check(Reading.Root(yaml), "mission.yaml").Count);
    }

    [Fact]
    public void Random_bytes_give_a_tree_or_problems_and_never_an_exception() =>
        Prop.ForAll<byte[]>(bytes => IsAnswered(bytes)).Check(_config);

    [Fact]
    public void Random_syntax_gives_a_tree_or_problems_and_never_an_exception()
    {
        string[] pieces =
            ["a", "b: ", "- ", "? ", ": ", "[", "]", "{", "}", ", ", "\n", "\n  ", "\n\t", "'", "\"", "\\", "|", ">", "|+2\n", "#", " #x\n",
             "&a ", "*a ", "!t ", "!!", "<<: ", "%YAML 1.2\n", "---", "...", "\n---\n", "~", "@", "`", "\u00e9", "\U0001F680", "\0", "\r", "-", "<", "=", "0"];
        var yaml = Gen.Elements(pieces).ListOf().Select(p => Encoding.UTF8.GetBytes(string.Concat(p)));

        Prop.ForAll(yaml.ToArbitrary(), bytes => IsAnswered(bytes)).Check(_config);
    }

    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(5_000).WithEndSize(60);

    private static bool IsAnswered(byte[] bytes)
    {
        var reading = YamlReader.Read(bytes, "any.yaml", ShapeTests.Mission);
        return reading.Root is null
            ? reading.Problems.Count > 0 && reading.Problems.All(p => p.Line >= 1 && p.Column >= 1 && p.Message.Length > 0)
            : reading.Problems.Count == 0;
    }
}
