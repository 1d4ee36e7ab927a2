using Xunit;

namespace Gantry.Tests.Missions;

public class NamesTests
{
    [Theory]
    [InlineData("S1A_OPER_AUX_POEORB_OPOD_20210320T120856_V20210227T225942_20210301T005942.EOF")]
    [InlineData("a")]
    [InlineData("with blank, comma & (brackets) [1]~.txt")]
    public void Takes_a_plain_file_name(string name) => Assert.Null(Names.WrongWithProductName(name));

    [Theory]
    [InlineData("", "not empty")]
    [InlineData("../etc/passwd", "'/'")]
    [InlineData("..", "dot")]
    [InlineData(".hidden", "dot")]
    [InlineData("a\\b", "'\\'")]
    [InlineData("nul\0byte", "U+0000")]
    [InlineData("S1\u0410_OPER.EOF", "U+0410")] // a Cyrillic letter that looks like a Latin A
    [InlineData("e\u0301.txt", "U+0301")]
    [InlineData("\u202egpj.exe", "U+202E")]
    [InlineData("a%2Fb", "'%'")]
    [InlineData("trailing ", "blank")]
    [InlineData("-rf", "dash")]
    public void Refuses_what_could_be_taken_for_something_else(string name, string said) =>
        Assert.Contains(said, Names.WrongWithProductName(name), StringComparison.Ordinal);

    [Fact]
    public void Refuses_a_name_of_300_letters() =>
        Assert.Contains("at most 255", Names.WrongWithProductName(new string('x', 300)), StringComparison.Ordinal);
}
