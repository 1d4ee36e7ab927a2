using System.Text;
using System.Text.Json;

namespace Gantry.Hub;

/// <summary>
/// A product's attributes as its row keeps them: <c>{"orbitNumber:I":265}</c>. The letter is the type; instants are
/// milliseconds.
/// </summary>
internal static class AttributeText
{
    public const string None = "{}";

    private static readonly JsonWriterOptions _plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Key(string name, AttributeKind kind) => $"{name}:{kind}";

    public static string Write(IReadOnlyList<ProductAttribute> attributes)
    {
        if (attributes.Count == 0)
            return None;
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, _plain))
        {
            json.WriteStartObject();
            foreach (var (name, value) in attributes)
            {
                json.WritePropertyName(Key(name, value.Kind()));
                WriteValue(json, value);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>The attributes, taken apart when somebody looks at them: most pages show none.</summary>
    public static IReadOnlyList<ProductAttribute> Read(string text) => text == None ? [] : new Unread(text);

    private static List<ProductAttribute> Parse(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        var found = new List<ProductAttribute>();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            found.Add(new(key[..^2], ReadValue(ref reader, key[^1])));
        }
        return found;
    }

    private static void WriteValue(Utf8JsonWriter json, AttributeValue value)
    {
        switch (value)
        {
            case AttributeValue.Text text:
                json.WriteStringValue(text.Value);
                break;
            case AttributeValue.Whole whole:
                json.WriteNumberValue(whole.Value);
                break;
            case AttributeValue.Real real:
                json.WriteNumberValue(real.Value);
                break;
            case AttributeValue.Flag flag:
                json.WriteNumberValue(flag.Value ? 1 : 0);
                break;
            case AttributeValue.Instant instant:
                json.WriteNumberValue(instant.Value.ToUnixTimeMilliseconds());
                break;
        }
    }

    private static AttributeValue ReadValue(ref Utf8JsonReader reader, char kind) => kind switch
    {
        'S' => new AttributeValue.Text(reader.GetString()!),
        'I' => new AttributeValue.Whole(reader.GetInt64()),
        'D' => new AttributeValue.Real(reader.GetDouble()),
        'B' => new AttributeValue.Flag(reader.GetInt64() != 0),
        _ => new AttributeValue.Instant(DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64())),
    };

    private sealed class Unread(string text) : IReadOnlyList<ProductAttribute>
    {
        private List<ProductAttribute>? _read;

        private List<ProductAttribute> All => _read ??= Parse(text);

        public int Count => All.Count;

        public ProductAttribute this[int index] => All[index];

        public IEnumerator<ProductAttribute> GetEnumerator() => All.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
