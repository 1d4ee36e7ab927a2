using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Actions;

/// <summary>What <c>uses: plot</c> is told.</summary>
internal sealed record PlotWith
{
    public const int LeastSize = 200;
    public const int MostSize = 4000;

    public PlotKind Kind { get; init; } = PlotKind.Line;

    /// <summary>The column along the bottom: numbers or times.</summary>
    public required string X { get; init; }

    /// <summary>The columns that are drawn.</summary>
    [JsonConverter(typeof(OneOrMoreReader))]
    public required string[] Y { get; init; }

    /// <summary>The column whose values make series of their own.</summary>
    public string? By { get; init; }

    public string? Title { get; init; }

    public string? XLabel { get; init; }

    public string? YLabel { get; init; }

    public LogAxes Log { get; init; } = LogAxes.None;

    public int Width { get; init; } = 960;

    public int Height { get; init; } = 420;

    public FileKind? Format { get; init; }
}

internal enum PlotKind
{
    Line,
    Scatter,
}

internal enum LogAxes
{
    None,
    X,
    Y,
    Both,
}

internal sealed class OneOrMoreReader : JsonConverter<string[]>
{
    public override string[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? [reader.GetString()!] : JsonSerializer.Deserialize<string[]>(ref reader, options)!;

    public override void Write(Utf8JsonWriter writer, string[] value, JsonSerializerOptions options) => throw new NotSupportedException();
}
