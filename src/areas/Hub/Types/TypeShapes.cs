using System.Text.RegularExpressions;
using Gantry.Yaml;

namespace Gantry.Hub;

/// <summary>What <c>types.yaml</c> must look like; check, reader and JSON Schema come from here.</summary>
internal static class TypeShapes
{
    public static readonly string[] Archives = ["zip", "tar", "tgz", "tar.zst", "gz", "zst"];

    private static readonly Shape _scan = Shape.OneOf(
        "Whether a file is looked at for malware: 'required' lets nothing be published unscanned, 'wanted' publishes what could not be scanned and shows that, 'none' does not look.",
        "required", "wanted", "none");

    private static readonly Shape _header = Shape.Map("What the content must begin with, beside the name; a type whose content differs is passed over.",
        Field.Optional("bytes", Shape.Text("Bytes in hexadecimal.", "[0-9A-Fa-f]{2}( ?[0-9A-Fa-f]{2}){0,63}", "up to 64 bytes in hexadecimal", "1F 8B")),
        Field.Optional("at", Shape.Whole("Where these bytes stand, counted from 0.", 0, HeaderRule.Reach - 64), 0),
        Field.Optional("xmlRoot", Shape.Text("The name of the XML root element, without its prefix.", "[A-Za-z_][A-Za-z0-9_.-]{0,99}", "an element's name", "Earth_Explorer_File")));

    private static readonly Shape _template = Shape.Text(
        "A text; named groups of the pattern stand in braces.", example: "{start}", wrongWith: WrongWithTemplate);

    private static readonly Shape _attribute = Shape.AnyOf("An attribute's value.",
        _template,
        Shape.Map("An attribute's value and what it is.",
            Field.Required("value", _template),
            Field.Required("as", Shape.OneOf("What the value is.", "text", "integer", "number", "flag", "time"))));

    private static readonly Shape _extractor = Shape.Map("A program that reads the file on its standard input and writes one JSON object of attributes.",
        Field.Required("run", Shape.List("The program and its arguments; there is no shell.", Shape.Text("A word."), least: 1)),
        Field.Optional("files", Shape.List("Files of the mission folder that the program finds in its working folder, by their last name.", Shape.Text("A path in the mission folder."))),
        Field.Optional("timeLimit", Shape.Duration("How long it may take."), "60s"),
        Field.Optional("largestOutput", Size("How much it may write."), "64kB"));

    private static readonly Shape _unpack = Shape.AnyOf("What the file is packed as; each file in it becomes an arrival of its own.",
        Shape.OneOf("The kind of archive.", Archives),
        Shape.Map("The kind of archive, and what becomes of it.",
            Field.Required("as", Shape.OneOf("The kind of archive.", Archives)),
            Field.Optional("keep", Shape.Flag("Whether the archive becomes a product too."), false)));

    private static readonly Shape _split = Shape.Map("Cuts a text: each piece becomes an arrival of its own, <stem>.0001<extension> and so on.",
        Field.Required("lines", Shape.Whole("How many lines a piece has at most.", 1, 10_000_000)),
        Field.Optional("keep", Shape.Flag("Whether the whole file becomes a product too."), false));

    private static readonly Shape _type = Shape.Map("A kind of file that the mission knows.",
        Field.Required("name", Shape.Text("The type's name, as products and routes refer to it.", wrongWith: WrongWithTypeName)),
        Field.Optional("description", Shape.Text("What such a file is, for people.")),
        Field.Required("pattern", Shape.Text(
            "A regular expression that the whole file name must match, case-sensitively; without look-around and back-references.",
            example: "S1[AB]_OPER_AUX_POEORB_.*\\.EOF", wrongWith: WrongWithPattern)),
        Field.Optional("header", _header),
        Field.Optional("contentType", Shape.Text("The media type it is given out with.", "[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}", "a media type", "application/xml"), "application/octet-stream"),
        Field.Optional("metadata", Shape.OneOf("Where the standard attributes come from: the file's EOF header, its SAFE manifest, or its name alone.", "eof", "safe", "name", "none"), "none"),
        Field.Optional("attributes", Shape.MapOf("Attributes by name; they replace those of the same name that were found.",
            Shape.Text("An attribute's name.", "[A-Za-z][A-Za-z0-9_]{0,99}", "a letter, then letters, digits and '_'", "platformShortName"), _attribute)),
        Field.Optional("validity", Shape.Map("Which named groups of the pattern hold the validity, written 20260101T000000; 99999999T999999 is no end.",
            Field.Optional("from", Shape.Text("The group of the beginning.")),
            Field.Optional("until", Shape.Text("The group of the end.")))),
        Field.Optional("extractor", _extractor),
        Field.Optional("duplicates", Shape.OneOf(
            "What happens to other bytes under a name that is taken: they are refused, skipped, replace the product, or are kept as its next version.",
            "refuse", "skip", "replace", "keep"), "refuse"),
        Field.Optional("scan", _scan),
        Field.Optional("largest", Size("Longer files are refused.")),
        Field.Optional("retention", Shape.Duration("How long such products are kept after their publication; for ever when left out.")),
        Field.Optional("timeliness", Shape.Duration("How soon after its origin such a product is to be published.")),
        Field.Optional("expected", Shape.Text("How many are to come.", "[1-9][0-9]{0,5}/(hour|day|week)", "a number a hour, day or week", "14/day")),
        Field.Optional("unpack", _unpack),
        Field.Optional("split", _split),
        Field.Optional("pack", Shape.OneOf("Packs the file; the product's name gets the extension.", "gz", "zip", "zst")),
        Field.Optional("rename", Shape.Text("The product's name: a text in which {name}, named groups of the pattern and attributes stand in braces.",
            example: "{platform}_{start}.EOF", wrongWith: WrongWithTemplate)));

    public static readonly Shape File = Shape.Map("The file types of a mission: how a file is recognised, described and kept.",
        Field.Optional("unrecognised", Shape.OneOf("What happens to a file that no type recognises: it is refused, or kept without a type.", "refuse", "keep"), "refuse"),
        Field.Optional("scan", _scan, "wanted"),
        Field.Required("types", Shape.List("The types, tried in this order; the first whose pattern matches is taken.", _type)));

    private static Shape Size(string description) => Shape.Text(
        description, "[0-9]{1,9}(B|kB|MB|GB|TB)", "a size such as 500kB, 25MB or 2GB", "25MB",
        text => Sizes.WrongWith(text) is { } wrong ? $"it {wrong}" : null);

    private static string? WrongWithTypeName(string name) =>
        name.Length <= 63 && name.All(l => char.IsAsciiLetterOrDigit(l) || l is '_' or '-' or '.') && char.IsAsciiLetterOrDigit(name[0])
            ? null
            : "a type's name is made of up to 63 letters, digits, '_', '-' and '.', and begins with a letter or digit";

    private static string? WrongWithTemplate(string text) => Template.TryParse(text, out _, out var complaint) ? null : complaint;

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
    public static Regex WholeName(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
