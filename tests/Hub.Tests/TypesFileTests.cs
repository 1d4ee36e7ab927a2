using System.Text;
using Xunit;

namespace Gantry.Hub.Tests;

public class TypesFileTests
{
    private static IReadOnlyList<Finding> Check(string yaml) =>
        [.. new TypesFile().Check(new([new(TypesFile.Path, Encoding.UTF8.GetBytes(yaml))]))];

    [Fact]
    public void Recognise_by_the_whole_name_and_the_first_match()
    {
        var types = TypesFile.Read("""
            types:
              - { name: ORBIT, pattern: 'S1A_.*\.EOF', retention: 30d }
              - { name: ANY_EOF, pattern: '.*\.EOF' }
            """u8.ToArray());
        Assert.Equal("ORBIT", types.Recognise("S1A_x.EOF")?.Name);
        Assert.Equal("ANY_EOF", types.Recognise("xS1A_x.EOF")?.Name);
        Assert.Null(types.Recognise("S1A_x.EOF.zip"));
        Assert.Null(types.Recognise("s1a_x.eof"));
        Assert.Equal(TimeSpan.FromDays(30), types.Types[0].Retention);
    }

    [Fact]
    public void Name_the_line_of_a_pattern_that_is_none()
    {
        var finding = Assert.Single(Check("types:\n  - name: A\n    pattern: '('\n"));
        Assert.Equal((3, 14), (finding.Line, finding.Column));
        Assert.Contains("Not enough )", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_a_pattern_that_could_be_made_slow() =>
        Assert.Contains(Check("types:\n  - name: A\n    pattern: '(a)\\1'\n"), f => f.Line == 3);

    [Fact]
    public void Refuse_the_same_name_twice()
    {
        var finding = Assert.Single(Check("types:\n  - { name: A, pattern: a }\n  - { name: A, pattern: b }\n"));
        Assert.Equal(3, finding.Line);
        Assert.Contains("second time", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Guess_what_a_wrong_key_was_meant_to_be() =>
        Assert.Contains(Check("types:\n  - { name: A, patern: a }\n"), f => f.Message.Contains("did you mean 'pattern'?", StringComparison.Ordinal));
}
