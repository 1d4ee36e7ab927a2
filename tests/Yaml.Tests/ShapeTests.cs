namespace Gantry.Yaml.Tests;

public sealed class ShapeTests
{
    /// <summary>One shape with everything in it, as a mission would have.</summary>
    internal static readonly Shape Mission = Shape.Map("A mission.",
        Field.Required("name", Shape.Text("The mission's name.", "[a-z][a-z0-9-]*", "lower-case letters, digits and dashes", "neo")),
        Field.Required("owners", Shape.List("Who answers for it.", Shape.Text("A user."), least: 1)),
        Field.Optional("description", Shape.Text("What it is for.", mayBeEmpty: true)),
        Field.Optional("keep", Shape.Duration("How long products are kept."), "30d"),
        Field.Optional("priority", Shape.Whole("Who goes first.", 1, 9), 5),
        Field.Optional("ratio", Shape.Number("How much is sampled.", 0, 1)),
        Field.Optional("public", Shape.Flag("Whether strangers see it."), false),
        Field.Optional("rung", Shape.OneOf("Where it runs.", "dev", "aiv", "ops")),
        Field.Optional("labels", Shape.MapOf("Free labels.", Shape.Text("A label.", "[a-z]+", "lower-case letters"), Shape.Text("Its value."))),
        Field.Optional("source", Shape.MapBy("Where files come from.", "kind",
            new MapKind("folder", "a folder on this machine", Field.Required("path", Shape.Text("The folder."))),
            new MapKind("http", "another server", Field.Required("url", Shape.Text("The address.")), Field.Optional("every", Shape.Duration("How often."))))),
        Field.Optional("steps", Shape.List("What is done.", Shape.AnyOf("A step: its name, or its name and more.",
            Shape.Text("The step's name."),
            Shape.Map("A step in full.", Field.Required("run", Shape.Text("What is run.")), Field.Optional("tries", Shape.Whole("How often.", 1)))))));

    private const string Good = "name: neo\nowners: [ada]\n";

    [Fact]
    public void A_document_of_the_right_shape_has_no_problems() => Assert.Empty(Mission.Problems(Good + """
        description: ''
        keep: 12h
        priority: 9
        ratio: 0.5
        public: true
        rung: aiv
        labels: {site: Darmstadt, version: 1.20}
        source: {kind: http, url: 'https://example.org', every: 20s}
        steps: [fetch, {run: decode, tries: 2}]
        """));

    [Theory]
    [InlineData("onwers: [ada]", "3:1: unknown key 'onwers'; did you mean 'owners'? Known here: description, keep, labels, name, owners, priority, public, ratio, rung, source, steps")]
    [InlineData("xyzzy: 1", "3:1: unknown key 'xyzzy'. Known here: description, keep, labels, name, owners, priority, public, ratio, rung, source, steps")]
    [InlineData("keep:", "3:1: 'keep': nothing stands here; write a duration such as 90s, 15m, 12h or 30d, or remove the key")]
    [InlineData("keep: 90", "3:7: 'keep': expected a duration such as 90s, 15m, 12h or 30d, found the number 90")]
    [InlineData("keep: 1.5h", "3:7: 'keep': expected a duration such as 90s, 15m, 12h or 30d, found the text '1.5h'")]
    [InlineData("keep: 1000001d", "3:7: 'keep': expected a duration such as 90s, 15m, 12h or 30d, found the text '1000001d'")]
    [InlineData("priority: 10", "3:11: 'priority': expected a whole number from 1 to 9, found the number 10")]
    [InlineData("priority: 1.5", "3:11: 'priority': expected a whole number from 1 to 9, found the number 1.5")]
    [InlineData("priority: 007", "3:11: 'priority': expected a whole number from 1 to 9, found the text '007'")]
    [InlineData("priority: '5'", "3:11: 'priority': expected a whole number from 1 to 9, found the text '5'; take the quotes away")]
    [InlineData("ratio: .nan", "3:8: 'ratio': expected a number from 0 to 1, found the text '.nan'")]
    [InlineData("ratio: -0.1", "3:8: 'ratio': expected a number from 0 to 1, found the number -0.1")]
    [InlineData("public: yes", "3:9: 'public': expected true or false, found the text 'yes'; write true")]
    [InlineData("public: off", "3:9: 'public': expected true or false, found the text 'off'; write false")]
    [InlineData("public: 'true'", "3:9: 'public': expected true or false, found the text 'true'; write it in small letters and without quotes")]
    [InlineData("rung: opps", "3:7: 'rung': expected one of dev, aiv, ops, found the text 'opps'; did you mean 'ops'?")]
    [InlineData("description: [x]", "3:14: 'description': expected a text, found a list")]
    [InlineData("description: false", "3:14: 'description': expected a text, found the flag false; a text that looks like this wants quotes")]
    [InlineData("labels: {A1: x}", "3:10: 'labels.A1': expected lower-case letters, found 'A1'")]
    [InlineData("labels: {site: [x]}", "3:16: 'labels.site': expected a text, found a list")]
    [InlineData("labels: {site: ''}", "3:16: 'labels.site': expected a text, found an empty text")]
    [InlineData("labels: x", "3:9: 'labels': expected a map, found the text 'x'")]
    [InlineData("source: {path: /in}", "3:9: 'source': missing key 'kind', one of folder, http")]
    [InlineData("source: {kind: htp}", "3:16: 'source.kind': expected one of folder, http, found the text 'htp'; did you mean 'http'?")]
    [InlineData("source: {kind: folder, path: /in, url: x}", "3:35: unknown key 'url'. Known here: kind, path")]
    [InlineData("source: {kind: folder}", "3:9: 'source': missing key 'path', a text: The folder.")]
    [InlineData("steps: fetch", "3:8: 'steps': expected a list, found the text 'fetch'; begin it with '- ', or put it in [ ]")]
    [InlineData("steps:\n  - run: x\n    tries: 0", "5:12: 'steps.tries': expected a whole number of at least 1, found the number 0")]
    [InlineData("steps:\n  - tries: 1", "4:5: an item of 'steps': missing key 'run', a text: What is run.")]
    [InlineData("steps: [[]]", "3:9: an item of 'steps': expected a text or a map, found a list")]
    public void A_problem_says_where_it_is_what_was_found_and_what_would_be_right(string line, string problem) =>
        Assert.Equal("mission.yaml:" + problem, Mission.OnlyProblemOf(Good + line + "\n"));

    [Theory]
    [InlineData("name: Neo X\nowners: [ada]", "1:7: 'name': expected lower-case letters, digits and dashes, such as 'neo', found 'Neo X'")]
    [InlineData("name: \"neo\\n\"\nowners: [ada]", "1:7: 'name': expected lower-case letters, digits and dashes, such as 'neo', found 'neo\\u000A'")]
    [InlineData("name: neo", "1:1: missing key 'owners', a list of at least one item: Who answers for it.")]
    [InlineData("name: neo\nowners: []", "2:9: 'owners': expected a list of at least one item, found 0")]
    [InlineData("name: neo\nowners: x", "2:9: 'owners': expected a list of at least one item, found the text 'x'; begin it with '- ', or put it in [ ]")]
    [InlineData("name: neo\nowners: [~]", "2:10: an item of 'owners': expected a text, found nothing; a text that looks like this wants quotes")]
    [InlineData("[name]", "1:1: expected a map, found a list")]
    [InlineData("neo", "1:1: expected a map, found the text 'neo'")]
    public void What_must_be_there_is_named_when_it_is_not(string yaml, string problem) =>
        Assert.Equal("mission.yaml:" + problem, Mission.OnlyProblemOf(yaml));

    [Fact]
    public void Every_problem_is_reported_in_the_order_of_the_file() => Assert.Equal(
        [
            "mission.yaml:1:1: missing key 'name', lower-case letters, digits and dashes: The mission's name.",
            "mission.yaml:1:1: missing key 'owners', a list of at least one item: Who answers for it.",
            "mission.yaml:1:7: 'rung': expected one of dev, aiv, ops, found the text 'moon'",
            "mission.yaml:2:7: 'keep': expected a duration such as 90s, 15m, 12h or 30d, found the text 'long'",
        ],
        Mission.Problems("rung: moon\nkeep: long\n"));

    [Fact]
    public void A_text_may_have_a_rule_of_its_own()
    {
        var shape = Shape.Text("A host.", wrongWith: host => host.EndsWith('.') ? "it ends with a dot" : null);

        Assert.Empty(shape.Problems("example.org"));
        Assert.Equal("mission.yaml:1:1: 'example.org.' is not right: it ends with a dot", shape.OnlyProblemOf("example.org."));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("on")]
    [InlineData("1.20")]
    [InlineData("12:30")]
    [InlineData("'true'")]
    [InlineData("2026-01-01")]
    public void A_text_is_taken_exactly_as_it_is_written(string written)
    {
        Assert.Empty(Shape.Text("A text.").Problems(written));
        Assert.Equal(written.Trim('\''), Reading.Root(written).AsText());
    }

    [Fact]
    public void A_pattern_costs_no_more_than_the_text_is_long()
    {
        // The classic pattern that takes other engines longer than the mission.
        var shape = Shape.Text("A text.", "(a+)+", "letters a");

        Assert.StartsWith("mission.yaml:1:1: expected letters a, found 'aaa", shape.OnlyProblemOf(new string('a', 100_000) + "!"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_that_cannot_be_explained_is_not_made()
    {
        Assert.Throws<ArgumentException>(() => Shape.Text("A text.", "[a-z]+"));
        Assert.Throws<ArgumentException>(() => Shape.Text("A text.", "[a-z]+", "letters", example: "42"));
        Assert.Throws<ArgumentException>(() => Shape.OneOf("A version.", "1.0", "2.0"));
    }
}
