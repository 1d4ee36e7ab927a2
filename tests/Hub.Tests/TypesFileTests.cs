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

    [Fact]
    public void Decide_between_types_of_one_name_by_what_the_content_begins_with()
    {
        var types = TypesFile.Read("""
            types:
              - { name: GZ, pattern: '.*\.dat', header: { bytes: 1F 8B } }
              - { name: LATE, pattern: '.*\.dat', header: { bytes: '75', at: 3 } }
              - { name: XML, pattern: '.*\.dat', header: { xmlRoot: a } }
              - { name: REST, pattern: '.*' }
              - { name: NEVER, pattern: '.*\.dat' }
            """u8.ToArray());
        Assert.Equal(["GZ", "LATE", "XML", "REST"], types.Candidates("x.dat").Select(t => t.Name));
        Assert.Equal("GZ", First([0x1F, 0x8B, 8]));
        Assert.Equal("LATE", First([0, 0, 0, 0x75]));
        Assert.Equal("XML", First("<!-- c --><n:a xmlns:n='u'>"u8.ToArray()));
        Assert.Equal("REST", First("<!DOCTYPE a><a/>"u8.ToArray()));
        Assert.Equal("REST", First([]));

        string First(byte[] head) => types.Candidates("x.dat").First(t => t.Header is null || t.Header.Fits(head)).Name;
    }

    [Fact]
    public void Say_what_holds_for_a_type()
    {
        var types = TypesFile.Read("""
            scan: required
            types:
              - { name: A, pattern: '.*', largest: 2GB, timeliness: 10m, expected: 14/day, duplicates: keep, unpack: { as: tgz, keep: true } }
              - { name: B, pattern: '.*', scan: none, pack: zst, rename: 'x_{name}' }
            """u8.ToArray());
        var (a, b) = (types.Types[0], types.Types[1]);
        Assert.Equal((ScanRule.Required, 2_000_000_000L, TimeSpan.FromMinutes(10), new ExpectedRate(14, TimeSpan.FromDays(1)), SameName.Keep),
            (a.Scan, a.LargestBytes, a.Timeliness, a.Expected, a.Duplicates));
        Assert.Equal((Archives.ArchiveKind.TarGz, true, ScanRule.None, Archives.PackKind.Zst), (a.Transform.Unpack, a.Transform.KeepsParent, b.Scan, b.Transform.Pack));
        Assert.Equal("x_y", b.Transform.Rename!.Fill(n => n == "name" ? "y" : null, out _));
    }

    [Theory]
    [InlineData("pattern: '(?<orbit>\\d+)', attributes: { orbitNumber: '{orbti}' }", "did you mean 'orbit'?")]
    [InlineData("pattern: a, validity: { from: start }", "no named group 'start'")]
    [InlineData("pattern: a, rename: '{who}'", "which is not known")]
    [InlineData("pattern: a, rename: '{'", "one name")]
    [InlineData("pattern: a, header: { at: 4 }", "says nothing")]
    [InlineData("pattern: a, unpack: zip, pack: gz", "exclude one another")]
    [InlineData("pattern: a, unpack: rar", "one of zip")]
    [InlineData("pattern: a, largest: 5 MB", "a size such as")]
    [InlineData("pattern: a, expected: 14 a day", "14/day")]
    [InlineData("pattern: a, scan: maybe", "required, wanted, none")]
    [InlineData("pattern: a, extractor: { run: [x], files: [tools/x] }", "has no file 'tools/x'")]
    [InlineData("pattern: a, attributes: { 'a b': x }", "a letter, then letters")]
    public void Name_what_leads_nowhere(string type, string said)
    {
        var findings = Check($"types:\n  - {{ name: A, {type} }}\n");
        Assert.Contains(findings, f => f.Line == 2 && f.Message.Contains(said, StringComparison.Ordinal));
    }
}
