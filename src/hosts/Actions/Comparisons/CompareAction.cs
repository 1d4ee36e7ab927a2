using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Comparing;

namespace Gantry.Actions;

/// <summary>What <c>uses: compare</c> is told; see <see cref="ComparisonRules"/>.</summary>
internal sealed record CompareWith
{
    public Manner As { get; init; } = Manner.Bytes;

    public string[] Keys { get; init; } = [];

    public string[] Ignore { get; init; } = [];

    public string[] IgnoreLines { get; init; } = [];

    public Dictionary<string, ToleranceOf> Tolerances { get; init; } = [];

    public int Shown { get; init; } = 20;

    /// <summary>What a difference means: the step says no, or passes and tells it in its report.</summary>
    public OnDifference Different { get; init; } = OnDifference.Refuse;

    public ComparisonRules Rules(string left, string right) => new()
    {
        Manner = As, Keys = Keys, IgnoredColumns = Ignore, IgnoredLines = IgnoreLines, MostShown = Shown, Names = (left, right),
        Tolerances = Tolerances.ToDictionary(t => t.Key, t => new Tolerance(t.Value.Absolute, t.Value.Relative)),
    };
}

internal enum OnDifference
{
    Refuse,
    Pass,
}

/// <summary>A tolerance, as a number or as both of its parts.</summary>
[JsonConverter(typeof(ToleranceReader))]
internal sealed record ToleranceOf(double Absolute, double Relative);

internal sealed class ToleranceReader : JsonConverter<ToleranceOf>
{
    public override ToleranceOf Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return new(reader.GetDouble(), 0);
        var parts = JsonSerializer.Deserialize<Dictionary<string, double>>(ref reader, options)!;
        if (parts.Keys.FirstOrDefault(k => k is not ("absolute" or "relative")) is { } other)
            throw new JsonException($"a tolerance has 'absolute' and 'relative', not '{other}'");
        return new(parts.GetValueOrDefault("absolute"), parts.GetValueOrDefault("relative"));
    }

    public override void Write(Utf8JsonWriter writer, ToleranceOf value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>Compares two inputs, named <c>left</c> and <c>right</c> or the only two there are, and writes what differs.</summary>
internal static class CompareAction
{
    private static readonly JsonSerializerOptions _report = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static async Task RunAsync(ActionOrder order, ActionVoice voice, CancellationToken ct)
    {
        var with = order.With<CompareWith>();
        if (order.Inputs.Count != 2)
            throw new ActionMisusedException($"two inputs are compared, and there are {order.Inputs.Count}");
        var (left, right) = order.Inputs.ContainsKey("left") && order.Inputs.ContainsKey("right") ? ("left", "right") : (order.Inputs.Keys.First(), order.Inputs.Keys.Last());
        await using var a = Open(order, left);
        await using var b = Open(order, right);
        var result = await Comparer.CompareAsync(a, b, with.Rules(left, right), ct);
        if (order.Outputs.Count > 0)
            await File.WriteAllTextAsync(order.OnlyOutput, JsonSerializer.Serialize(result, _report), ct);
        foreach (var line in result.Lines())
            voice.Say(line);
        if (!result.IsSame && (with.Different == OnDifference.Refuse || result.Outcome == Outcome.NotComparable))
            throw new ActionRefusedException(result.Sentence);
    }

    private static FileStream Open(ActionOrder order, string name) => order.Input(name).Files is [var only]
        ? File.OpenRead(only)
        : throw new ActionRefusedException($"one file is compared with one, and '{name}' is {order.Input(name).Files.Count}");
}
