using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Yaml.Tests;

public sealed class JsonSchemaTests
{
    private static readonly JsonObject _schema = JsonNode.Parse(ShapeTests.Mission.ToJsonSchema("https://example.org/mission.json", "Mission"))!.AsObject();

    [Fact]
    public void Names_its_dialect_its_id_and_its_title()
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)_schema["$schema"]);
        Assert.Equal("https://example.org/mission.json", (string?)_schema["$id"]);
        Assert.Equal("Mission", (string?)_schema["title"]);
        Assert.Equal("A mission.", (string?)_schema["description"]);
    }

    [Fact]
    public void Says_which_keys_there_are_and_which_must_be()
    {
        Assert.Equal(["name", "owners"], _schema["required"]!.AsArray().Select(n => (string?)n));
        Assert.False((bool)_schema["additionalProperties"]!);
        Assert.Equal(
            ["name", "owners", "description", "keep", "priority", "ratio", "public", "rung", "labels", "source", "steps"],
            _schema["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal("30d", (string?)_schema["properties"]!["keep"]!["default"]);
        Assert.Equal(5, (int)_schema["properties"]!["priority"]!["default"]!);
    }

    [Fact]
    public void Is_the_same_text_every_time() => Assert.Equal(
        ShapeTests.Mission.ToJsonSchema("x", "y"),
        ShapeTests.Mission.ToJsonSchema("x", "y"));

    [Fact]
    public void Reads_like_a_page() => Assert.Equal(
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "duty.json",
          "title": "Duty",
          "description": "Who is on duty.",
          "type": "object",
          "properties": {
            "lead": {
              "description": "A user's name.",
              "type": [
                "string",
                "number"
              ],
              "minLength": 1,
              "pattern": "^(?:[a-z]+)$",
              "patternErrorMessage": "Expected letters, such as 'ada'.",
              "examples": [
                "ada"
              ]
            }
          },
          "required": [
            "lead"
          ],
          "additionalProperties": false
        }
        """,
        Shape.Map("Who is on duty.", Field.Required("lead", Shape.Text("A user's name.", "[a-z]+", "letters", "ada"))).ToJsonSchema("duty.json", "Duty"));

    [Theory]
    [InlineData("{}")]
    [InlineData("keep: 12h")]
    [InlineData("keep: 90")]
    [InlineData("keep: soon")]
    [InlineData("priority: 5")]
    [InlineData("priority: 0")]
    [InlineData("priority: 10")]
    [InlineData("priority: '5'")]
    [InlineData("ratio: 1")]
    [InlineData("ratio: 1.1")]
    [InlineData("public: true")]
    [InlineData("public: yes")]
    [InlineData("rung: ops")]
    [InlineData("rung: moon")]
    [InlineData("description: ''")]
    [InlineData("description: 12")]
    [InlineData("description: true")]
    [InlineData("description: ~")]
    [InlineData("labels: {a: b}")]
    [InlineData("labels: {A: b}")]
    [InlineData("labels: {a: ''}")]
    [InlineData("source: {kind: folder, path: x}")]
    [InlineData("source: {kind: http, path: x}")]
    [InlineData("source: {kind: http, url: x, every: 5m}")]
    [InlineData("source: {kind: moon}")]
    [InlineData("source: {}")]
    [InlineData("steps: []")]
    [InlineData("steps: [a, {run: b}]")]
    [InlineData("steps: [{tries: 1}]")]
    [InlineData("steps: [[]]")]
    [InlineData("onwers: [x]")]
    public void The_check_and_the_schema_say_the_same(string yaml)
    {
        var root = Reading.Root("name: neo\nowners: [ada]\n" + (yaml == "{}" ? "" : yaml));

        Assert.Equal(ShapeTests.Mission.Check(root, "mission.yaml").Count == 0, TinySchema.Accepts(_schema, TinySchema.ToJson(root)));
    }

    [Fact]
    public void What_the_check_accepts_the_schema_never_refuses()
    {
        var shapes = from size in Gen.Choose(0, 3) from shape in ShapeOf(size) select shape;
        var cases = from shape in shapes from node in NodeOf(3) select (shape, node);

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            // Parsing it is half of the claim: whatever the shape, its schema is JSON.
            var schema = JsonNode.Parse(c.shape.ToJsonSchema("any.json", "Any"))!.AsObject();
            var root = Reading.Root(c.node);
            return c.shape.Check(root, "any.yaml").Count > 0 || TinySchema.Accepts(schema, TinySchema.ToJson(root));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    private static readonly string[] _keys = ["a", "b", "kind"];

    private static Gen<Shape> ShapeOf(int size)
    {
        var leaves = Gen.Elements<Shape>(
            Shape.Text("T\"\\\u00e9\u2028."), Shape.Text("P.", "[ab]+|\\d{1,2}", "a or b"), Shape.Text("E.", mayBeEmpty: true), Shape.OneOf("W.", "a", "b"),
            Shape.Whole("I.", -2, 2), Shape.Whole("I."), Shape.Number("N.", -0.5, 1.5), Shape.Flag("F."), Shape.Duration("D."));
        if (size == 0)
            return leaves;
        var inner = ShapeOf(size - 1);
        return Gen.OneOf(
            leaves,
            from of in inner from least in Gen.Choose(0, 2) select Shape.List("L.", of, least),
            from value in inner from least in Gen.Choose(0, 1) select Shape.MapOf("M.", Shape.OneOf("K.", "a", "b"), value, least),
            from a in inner from b in inner select Shape.AnyOf("A.", a, b),
            from a in inner from b in inner select Shape.Map("F.", Field.Required("a", a), Field.Optional("b", b, "x")),
            from a in inner from b in inner select Shape.MapBy("B.", "kind", new MapKind("a", "A.", Field.Optional("a", a)), new MapKind("b", "B.", Field.Required("b", b))));
    }

    private static Gen<string> NodeOf(int size)
    {
        var leaves = Gen.Elements("a", "b", "ab", "''", "'1'", "1", "-2", "2.0", "0.5", "1e1", "007", "0x10", "true", "'true'", "yes", "90s", "~", ".inf", "''");
        if (size == 0)
            return leaves;
        var inner = NodeOf(size - 1);
        var entries = from key in Gen.Elements(_keys) from value in inner select (key, value);
        return Gen.OneOf(
            leaves,
            inner.ListOf(2).Select(items => $"[{string.Join(", ", items)}]"),
            inner.Select(item => $"[{item}]"),
            entries.ListOf(2).Select(e => $"{{{string.Join(", ", e.DistinctBy(x => x.key).Select(x => $"{x.key}: {x.value}"))}}}"));
    }
}
