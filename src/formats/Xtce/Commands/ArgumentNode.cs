using System.Text.Json;

namespace Gantry.Xtce;

/// <summary>What somebody said of an argument or of a part of one: a text, and texts for its parts.</summary>
internal sealed class ArgumentNode
{
    private static readonly JsonDocumentOptions _plain = new() { AllowDuplicateProperties = false };

    private readonly Dictionary<PathStep, ArgumentNode> _parts = [];

    public ArgumentNode(string? text = null) => Text = text;

    public string? Text { get; private set; }

    /// <summary>It came as a JSON object or list, and is no text of one value.</summary>
    public bool HasParts { get; private set; }

    /// <summary>Of a list: how many it has.</summary>
    public int? Count { get; private set; }

    public IReadOnlyCollection<PathStep> Steps => _parts.Keys;

    public ArgumentNode? this[PathStep step] => _parts.GetValueOrDefault(step);

    public void Put(IEnumerable<PathStep> path, string text)
    {
        var node = this;
        foreach (var step in path)
            node = node.At(step);
        node.Text = text;
    }

    /// <summary>Takes a JSON object apart; false when the text is none. What was said of members one by one counts more.</summary>
    public bool TryMembers() => TryOpen(JsonValueKind.Object, root =>
    {
        foreach (var property in root.EnumerateObject())
            At(new(property.Name, 0)).Say(property.Value);
    });

    /// <summary>Takes a JSON list apart, whose first item has an index; false when the text is none.</summary>
    public bool TryItems(int first) => TryOpen(JsonValueKind.Array, root =>
    {
        Count = root.GetArrayLength();
        foreach (var item in root.EnumerateArray())
            At(new(null, first++)).Say(item);
    });

    private bool TryOpen(JsonValueKind kind, Action<JsonElement> open)
    {
        if (Text is null)
            return true;
        try
        {
            using var document = JsonDocument.Parse(Text, _plain);
            if (document.RootElement.ValueKind != kind)
                return false;
            Text = null;
            HasParts = true;
            open(document.RootElement);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private ArgumentNode At(PathStep step) => _parts.TryGetValue(step, out var part) ? part : _parts[step] = new();

    // Null says nothing, as if it were left out.
    private void Say(JsonElement element)
    {
        if (Text is not null || element.ValueKind == JsonValueKind.Null)
            return;
        Text = element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetRawText();
        HasParts = element.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
    }
}
