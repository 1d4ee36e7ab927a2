using System.Globalization;
using System.Text.Json.Nodes;

namespace Gantry.Yaml;

internal sealed class WholeShape(string description, long? least, long? most) : Shape(description)
{
    internal override string Expected => "a whole number" + NumberShape.Range(least, most);

    internal override bool Suits(YamlNode node) => node is YamlText text && PlainScalars.TryWhole(text, out _);

    internal override void Examine(YamlNode node, Place place, ProblemList problems)
    {
        if (node is not YamlText text || !PlainScalars.TryWhole(text, out var whole))
            AddWrongKind(node, place, problems, NumberShape.WayOut(node));
        else if (whole < least || whole > most)
            AddWrongKind(node, place, problems);
    }

    private protected override void WriteSchema(JsonObject schema)
    {
        schema["type"] = "integer";
        if (least is not null)
            schema["minimum"] = least;
        if (most is not null)
            schema["maximum"] = most;
    }
}

internal sealed class NumberShape(string description, double? least, double? most) : Shape(description)
{
    internal override string Expected => "a number" + Range(least, most);

    internal override bool Suits(YamlNode node) => node is YamlText text && PlainScalars.TryNumber(text, out _);

    internal override void Examine(YamlNode node, Place place, ProblemList problems)
    {
        if (node is not YamlText text || !PlainScalars.TryNumber(text, out var number))
            AddWrongKind(node, place, problems, WayOut(node));
        else if (number < least || number > most)
            AddWrongKind(node, place, problems);
    }

    public static string Range<T>(T? least, T? most) where T : struct, IFormattable => (Show(least), Show(most)) switch
    {
        (null, null) => "",
        ({ } low, null) => $" of at least {low}",
        (null, { } high) => $" of at most {high}",
        var (low, high) => $" from {low} to {high}",
    };

    /// <summary>A number in quotes is the usual slip; say so rather than "found the text '5'" alone.</summary>
    public static string WayOut(YamlNode node) =>
        node is YamlText { IsPlain: false } text && PlainScalars.TryNumber(new YamlText(text.Value, isPlain: true, 1, 1), out _)
            ? "; take the quotes away"
            : "";

    private static string? Show<T>(T? value) where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture);

    private protected override void WriteSchema(JsonObject schema)
    {
        schema["type"] = "number";
        if (least is not null)
            schema["minimum"] = least;
        if (most is not null)
            schema["maximum"] = most;
    }
}
