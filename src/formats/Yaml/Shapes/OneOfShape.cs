using System.Text.Json.Nodes;

namespace Gantry.Yaml;

internal sealed class OneOfShape : Shape
{
    private readonly string[] _words;

    public OneOfShape(string description, string[] words) : base(description)
    {
        _words = words;
        // Plain, such a word is no text to an editor, which would then underline what the check accepts.
        if (Array.Find(words, w => Wording.Found(new YamlText(w, isPlain: true, 1, 1)) != $"the text {Wording.Quote(w)}") is { } odd)
            throw new ArgumentException($"'{odd}' reads as something other than a text; choose another word.", nameof(words));
    }

    internal override string Expected => _words.Length == 1 ? Wording.Quote(_words[0]) : $"one of {string.Join(", ", _words)}";

    internal override bool Suits(YamlNode node) => node is YamlText text && Array.IndexOf(_words, text.Value) >= 0;

    internal override void Examine(YamlNode node, Place place, ProblemList problems)
    {
        if (!Suits(node))
            AddWrongKind(node, place, problems, node is YamlText text ? Wording.DidYouMean(text.Value, _words) : "");
    }

    private protected override void WriteSchema(JsonObject schema) =>
        schema["enum"] = new JsonArray([.. _words.Select(w => JsonValue.Create(w))]);
}
