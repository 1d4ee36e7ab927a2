using System.Text.RegularExpressions;
using Gantry.Yaml;

namespace Gantry.Hub;

/// <summary>The mission folder's <c>types.yaml</c>: what it must look like, and what it then says.</summary>
internal sealed class TypesFile : IMissionPart
{
    public const string Path = "types.yaml";

    private static readonly Shape _type = Shape.Map("A kind of file that the mission knows.",
        Field.Required("name", Shape.Text("The type's name, as products and routes refer to it.", wrongWith: name => WrongWithTypeName(name))),
        Field.Optional("description", Shape.Text("What such a file is, for people.")),
        Field.Required("pattern", Shape.Text(
            "A regular expression that the whole file name must match, case-sensitively; without look-around and back-references.",
            example: "S1[AB]_OPER_AUX_POEORB_.*\\.EOF", wrongWith: WrongWithPattern)),
        Field.Optional("retention", Shape.Duration("How long such products are kept after their publication; for ever when left out.")));

    private static readonly Shape _file = Shape.Map("The file types of a mission: how a file is recognised, described and kept.",
        Field.Optional("unrecognised", Shape.OneOf("What happens to a file that no type recognises: it is refused, or kept without a type.", "refuse", "keep"), "refuse"),
        Field.Required("types", Shape.List("The types, tried in this order; the first whose pattern matches is taken.", _type)));

    string IMissionPart.Path => Path;

    public string SchemaName => "types";

    public string JsonSchema => _file.ToJsonSchema("types.schema.json", "Gantry: types.yaml");

    public IEnumerable<Finding> Check(MissionFiles files)
    {
        if (files.Find(Path) is not { } file)
            return [];
        var reading = YamlReader.Read(file.Content, Path, _file);
        return reading.TryGet(out var root, out var problems)
            ? Doubles(root.AsMap())
            : problems.Select(p => new Finding(p.File, p.Line, p.Column, p.Message));
    }

    /// <summary>Reads a file that was checked when its release was made.</summary>
    public static ProductTypes Read(ReadOnlyMemory<byte> content)
    {
        if (!YamlReader.Read(content, Path, _file).TryGet(out var root, out var problems))
            throw new InvalidOperationException($"A release holds a types.yaml that this program does not accept: {problems[0]}");
        var map = root.AsMap();
        return new(
            [.. map.Maps("types").Select(t => new ProductType(t.Text("name"), WholeName(t.Text("pattern")), t.DurationOrNull("retention")))],
            map.TextOrNull("unrecognised") == "keep");
    }

    private static IEnumerable<Finding> Doubles(YamlMap file) =>
        from twins in file.Maps("types").GroupBy(t => t.Text("name"), StringComparer.Ordinal)
        from later in twins.Skip(1)
        let name = later.Find("name")!
        select new Finding(Path, name.Line, name.Column,
            $"the type '{twins.Key}' is declared a second time; the first stands in line {twins.First().Find("name")!.Line}");

    private static string? WrongWithTypeName(string name) =>
        name.Length <= 63 && name.All(l => char.IsAsciiLetterOrDigit(l) || l is '_' or '-' or '.') && char.IsAsciiLetterOrDigit(name[0])
            ? null
            : "a type's name is made of up to 63 letters, digits, '_', '-' and '.', and begins with a letter or digit";

    private static string? WrongWithPattern(string pattern)
    {
        try
        {
            _ = WholeName(pattern);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return e.Message;
        }
    }

    // Linear in the length of the name, so no pattern can hold up the intake.
    private static Regex WholeName(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
