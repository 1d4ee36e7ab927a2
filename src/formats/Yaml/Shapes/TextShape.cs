using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gantry.Yaml;

internal sealed class TextShape : Shape
{
    private readonly string? _pattern;
    private readonly string? _patternInWords;
    private readonly string? _example;
    private readonly Func<string, string?>? _wrongWith;
    private readonly bool _mayBeEmpty;
    private readonly Regex? _regex;

    public TextShape(
        string description, string? pattern, string? patternInWords, string? example, Func<string, string?>? wrongWith, bool mayBeEmpty)
        : base(description)
    {
        (_pattern, _patternInWords, _example, _wrongWith, _mayBeEmpty) = (pattern, patternInWords, example, wrongWith, mayBeEmpty);
        if (pattern is null)
            return;
        if (patternInWords is null)
            throw new ArgumentException($"The pattern {pattern} needs words: nobody should have to read it in a message.", nameof(patternInWords));
        // A megabyte of text must not be able to keep the check busy; this kind of matching is linear in its length.
        _regex = new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        if (example is not null && !_regex.IsMatch(example))
            throw new ArgumentException($"The example '{example}' does not match the pattern {pattern}.", nameof(example));
    }

    internal override string Expected => _patternInWords ?? "a text";

    private string SuchAs => _example is null ? "" : $", such as {Wording.Quote(_example)}";

    internal override bool Suits(YamlNode node) =>
        node is YamlText text && !PlainScalars.IsNothing(text) && !PlainScalars.TryFlag(text, out _);

    internal override void Examine(YamlNode node, Place place, ProblemList problems)
    {
        if (!Suits(node))
            AddWrongKind(node, place, problems, node is YamlText ? SuchAs + "; a text that looks like this wants quotes" : SuchAs);
        else if (((YamlText)node).Value is var value && value.Length == 0 && !_mayBeEmpty)
            problems.Add(node, $"{place}expected {Expected}, found an empty text{SuchAs}");
        else if (_regex is not null && !_regex.IsMatch(value))
            problems.Add(node, $"{place}expected {Expected}{SuchAs}, found {Wording.Quote(value)}");
        else if (_wrongWith?.Invoke(value) is { } complaint)
            problems.Add(node, $"{place}{Wording.Quote(value)} is not right: {complaint}");
    }

    // A plain 1.2 is a number to the editor and a text here, so both types stand in the schema. Its pattern then says
    // nothing about the number, which leaves that to the check.
    private protected override void WriteSchema(JsonObject schema)
    {
        schema["type"] = new JsonArray("string", "number");
        if (!_mayBeEmpty)
            schema["minLength"] = 1;
        if (_pattern is not null)
        {
            schema["pattern"] = $"^(?:{_pattern})$";
            schema["patternErrorMessage"] = $"Expected {Expected}{SuchAs}.";
        }
        if (_example is not null)
            schema["examples"] = new JsonArray(_example);
    }
}
