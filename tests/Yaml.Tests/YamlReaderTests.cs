namespace Gantry.Yaml.Tests;

public sealed class YamlReaderTests
{
    [Fact]
    public void Reads_texts_lists_and_maps_with_their_places()
    {
        var map = Reading.Map("""
            name: neo
            owners: [ada, 'lin']
            environments:
              - name: ops
                keep: 30d
            """);

        Assert.Equal(["name", "owners", "environments"], map.Entries.Select(e => e.Key.Value));
        Assert.Equal((3, 1), (map.Entries[2].Key.Line, map.Entries[2].Key.Column));
        var owners = Assert.IsType<YamlList>(map.Find("owners"));
        Assert.Equal((2, 9), (owners.Line, owners.Column));
        var lin = Assert.IsType<YamlText>(owners.Items[1]);
        Assert.Equal(("lin", false, 2, 15), (lin.Value, lin.IsPlain, lin.Line, lin.Column));
        var environment = Assert.Single(map.Maps("environments"));
        Assert.Equal((4, 5), (environment.Line, environment.Column));
    }

    [Fact]
    public void Reads_a_file_that_begins_with_a_byte_order_mark()
    {
        var name = Assert.IsType<YamlText>(Reading.Map("\uFEFFname: neo").Find("name"));

        Assert.Equal((1, 7), (name.Line, name.Column));
    }

    [Theory]
    [InlineData("a: 1\r\nb: 2\r\n")]
    [InlineData("a: 1\rb: 2\r")]
    [InlineData("--- # one document\na: 1\nb: 2\n...\n")]
    public void Takes_every_line_end_and_the_marks_of_one_document(string yaml) =>
        Assert.Equal(["a", "b"], Reading.Map(yaml).Entries.Select(e => e.Key.Value));

    [Fact]
    public void Keeps_a_block_of_text_as_it_was_written()
    {
        var map = Reading.Map("script: |\n  make:\n  \techo done\nnext: 1\n");

        Assert.Equal("make:\n\techo done\n", map.Text("script"));
        Assert.False(Assert.IsType<YamlText>(map.Find("script")).IsPlain);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n")]
    [InlineData("\uFEFF")]
    public void Refuses_an_empty_document(string yaml) =>
        Assert.Equal("mission.yaml:1:1: the file is empty; write a document, or remove the file", Reading.OnlyProblem(yaml).ToString());

    [Theory]
    [InlineData("a: &x 1", 1, 4, "the anchor '&x' names a value for use elsewhere; anchors are not read, remove it and write the value where it is needed")]
    [InlineData("a: *x", 1, 4, "the alias '*x' stands for something written elsewhere; aliases are not read, write the value out here")]
    [InlineData("a: !!int 1", 1, 4, "the tag 'tag:yaml.org,2002:int' changes what a value means; tags are not read, remove it")]
    [InlineData("a: ! 1", 1, 4, "the tag '!' changes what a value means; tags are not read, remove it")]
    [InlineData("a:\n  <<: {b: 1}", 2, 3, "the merge key '<<' brings in keys written elsewhere; merge keys are not read, write the keys out here")]
    [InlineData("a: 1\n---\nb: 2", 2, 1, "a second document begins here; keep one document in a file")]
    [InlineData("a: 1\n---\n", 2, 1, "a second document begins here; keep one document in a file")]
    [InlineData("name: a\nkeep: 1d\nname: b", 3, 1, "the key 'name' stands here a second time, the first is in line 1; keep one of them")]
    [InlineData("{a: 1, 'a': 2}", 1, 8, "the key 'a' stands here a second time, the first is in line 1; keep one of them")]
    [InlineData("[a, b]: c", 1, 1, "a list stands where a key belongs; a key is a text")]
    [InlineData("? {a: 1}\n: c", 1, 3, "a map stands where a key belongs; a key is a text")]
    [InlineData(": c", 1, 1, "a key belongs before this ':'; write one, or put the text in quotes")]
    [InlineData("%YAML 1.2\n---\na: 1", 1, 1, "the directive '%YAML 1.2' is not read; remove the line")]
    [InlineData("%SECRET x\n---\na: 1", 1, 1, "the directive '%SECRET x' is not read; remove the line")]
    public void Refuses_what_stands_for_something_else(string yaml, int line, int column, string message) =>
        Assert.Equal(new YamlProblem("mission.yaml", line, column, message), Reading.OnlyProblem(yaml));

    [Fact]
    public void Takes_a_quoted_merge_key_for_the_text_it_is() => Assert.Equal("1", Reading.Map("'<<': 1").Text("<<"));

    [Theory]
    [InlineData("a:\n\tb: 1\n", 2, 1)]
    [InlineData("a:\n \tb: 1\n", 2, 2)]
    [InlineData("\ta: 1", 1, 1)]
    [InlineData("a: 1\nb:\n  -\tc: 1\n", 3, 4)]
    [InlineData("a: 1\n\t# why\nb: 2\n", 2, 1)]
    [InlineData("a: 1\n\t\nb: 2\n", 2, 1)]
    public void Refuses_a_tab_as_indentation(string yaml, int line, int column) =>
        Assert.Equal(new YamlProblem("mission.yaml", line, column, "a tab is used as indentation; use blanks"), Reading.OnlyProblem(yaml));

    [Theory]
    [InlineData("a:\t1\t# why\nb: 2\n")]
    [InlineData("a: 'x\n\ty'\n")]
    public void Minds_no_tab_that_indents_nothing(string yaml) => Assert.NotNull(Reading.Root(yaml));

    [Theory]
    [InlineData("a: b: c", 1, 5, "put a value that holds ': ' in quotes")]
    [InlineData("a: 'x\nb: 1", 1, 4, "the quote that opens here is never closed; close it")]
    [InlineData("a: @x", 1, 4, "a text may not begin with this character; put it in quotes")]
    [InlineData("a: [1, 2", 2, 1, "a list that opened with '[' is not closed")]
    [InlineData("a: \"\\q\"", 1, 4, "write '\\\\' for a backslash, or use single quotes")]
    [InlineData("a: 1\n  b: 2\n", 2, 4, "put a value that holds ': ' in quotes")]
    [InlineData("a: 1\n b: 2\nc: 3\n", 2, 3, "put a value that holds ': ' in quotes")]
    [InlineData("a: 1\n- b\n", 2, 1, "indent it as its neighbours are")]
    [InlineData("- a\nb: 1\n", 2, 1, "begin it with '- '")]
    public void Says_where_the_syntax_breaks_and_how_to_mend_it(string yaml, int line, int column, string hint)
    {
        var problem = Reading.OnlyProblem(yaml);

        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains(hint, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_every_problem_of_a_readable_document_in_order()
    {
        var reading = Reading.Of("a: &x 1\nb: *x\na: 2\n");

        Assert.Null(reading.Root);
        Assert.Equal([(1, 4), (2, 4), (3, 1)], reading.Problems.Select(p => (p.Line, p.Column)));
    }
}
