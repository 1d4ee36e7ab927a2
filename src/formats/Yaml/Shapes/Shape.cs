using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gantry.Yaml;

/// <summary>
/// What a document must look like, said once. The check and the JSON Schema both come from it, so an editor and the
/// server cannot disagree: the schema never refuses what the check accepts, and the check is the stricter where JSON
/// Schema has no words for a rule.
/// </summary>
public abstract class Shape
{
    private static readonly JsonSerializerOptions _readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        // Patterns are full of characters that the default encoder escapes for the sake of HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private protected Shape(string description) => Description = description;

    /// <summary>What it means, for the editor's tooltip and for the message when it is missing.</summary>
    public string Description { get; }

    /// <summary>What would be right, in words that follow "expected".</summary>
    internal abstract string Expected { get; }

    /// <summary>A text of at least one letter. Plain numbers are taken as they are written; flags and nothing want quotes.</summary>
    /// <param name="pattern">Must cover the whole text, so it is written without ^ and $; no look-around, no back-references.</param>
    /// <param name="patternInWords">What the pattern asks for: "lower-case letters and digits".</param>
    /// <param name="wrongWith">Says in words what is wrong with a text, or null; for rules that no pattern states well.</param>
    public static Shape Text(
        string description, string? pattern = null, string? patternInWords = null, string? example = null,
        Func<string, string?>? wrongWith = null, bool mayBeEmpty = false) =>
        new TextShape(description, pattern, patternInWords, example, wrongWith, mayBeEmpty);

    /// <summary>One of some words.</summary>
    public static Shape OneOf(string description, params string[] words) => new OneOfShape(description, words);

    /// <summary>A whole number; written in decimal, without leading zeros and without quotes.</summary>
    public static Shape Whole(string description, long? least = null, long? most = null) => new WholeShape(description, least, most);

    /// <summary>A finite number.</summary>
    public static Shape Number(string description, double? least = null, double? most = null) => new NumberShape(description, least, most);

    /// <summary>true or false; YAML 1.1's yes, no, on and off are texts.</summary>
    public static Shape Flag(string description) => new FlagShape(description);

    /// <summary>A whole number and one of s, m, h, d: 90s, 15m, 12h, 30d.</summary>
    public static Shape Duration(string description) => new DurationShape(description);

    /// <summary>A list of things of one shape.</summary>
    public static Shape List(string description, Shape of, int least = 0) => new ListShape(description, of, least);

    /// <summary>A map whose keys the author chooses.</summary>
    public static Shape MapOf(string description, Shape key, Shape value, int least = 0) => new MapOfShape(description, key, value, least);

    /// <summary>A map of known keys; any other key is a problem.</summary>
    public static Shape Map(string description, params Field[] fields) => new MapShape(description, fields);

    /// <summary>A map in which one key, say <c>kind</c>, decides which other keys there may be.</summary>
    public static Shape MapBy(string description, string key, params MapKind[] kinds) => new MapByShape(description, key, kinds);

    /// <summary>Any one of several shapes: the short form and the long form of the same thing.</summary>
    public static Shape AnyOf(string description, params Shape[] shapes) => new AnyOfShape(description, shapes);

    /// <summary>Everything that is wrong with a node, ordered by place; empty when nothing is.</summary>
    public IReadOnlyList<YamlProblem> Check(YamlNode node, string file)
    {
        var problems = new ProblemList(file);
        Examine(node, Place.Root, problems);
        return problems.InOrder();
    }

    /// <summary>The JSON Schema (draft 2020-12) that editors use, indented.</summary>
    public string ToJsonSchema(string id, string title)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = id,
            ["title"] = title,
        };
        foreach (var (keyword, value) in DescribedSchema())
            schema[keyword] = value?.DeepClone();
        return schema.ToJsonString(_readable);
    }

    internal abstract void Examine(YamlNode node, Place place, ProblemList problems);

    /// <summary>Could this node be meant as this shape? Decides which of several shapes' problems are worth telling.</summary>
    internal abstract bool Suits(YamlNode node);

    internal JsonObject DescribedSchema()
    {
        var schema = new JsonObject { ["description"] = Description };
        WriteSchema(schema);
        return schema;
    }

    private protected abstract void WriteSchema(JsonObject schema);

    private protected void AddWrongKind(YamlNode node, Place place, ProblemList problems, string wayOut = "") =>
        problems.Add(node, $"{place}expected {Expected}, found {Wording.Found(node)}{wayOut}");
}
