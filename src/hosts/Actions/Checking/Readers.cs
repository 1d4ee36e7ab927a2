using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Actions;

/// <summary>A text, or a number as it is written.</summary>
internal sealed class ScalarReader : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw new JsonException("a number or a time is expected"),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => throw new NotSupportedException();
}

internal sealed class AllowanceReader : JsonConverter<Allowance>
{
    public override Allowance Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var rows) && rows >= 0)
            return new(rows, null);
        return reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && text.EndsWith('%')
            && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100
            ? new(0, percent / 100)
            : throw new JsonException("a number of rows or a share such as 2% is expected");
    }

    public override void Write(Utf8JsonWriter writer, Allowance value, JsonSerializerOptions options) => throw new NotSupportedException();
}
