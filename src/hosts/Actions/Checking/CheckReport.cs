using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Comparing;

namespace Gantry.Actions;

internal enum CheckOutcome
{
    Passed,
    Failed,

    /// <summary>Rows were refused, no more than are allowed.</summary>
    Tolerated,
}

/// <summary>One thing that was looked at.</summary>
internal sealed record CheckLine(string Name, CheckOutcome Outcome, string Sentence)
{
    public IReadOnlyDictionary<string, object?> Figures { get; init; } = new Dictionary<string, object?>();
}

/// <summary>What came of checking a table.</summary>
internal sealed record CheckReport(bool Passed, string Sentence, long Rows, long Accepted, long Refused, IReadOnlyList<CheckLine> Checks)
{
    private static readonly JsonSerializerOptions _readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>How the file is another than it was declared, in words; empty when it is not.</summary>
    public IReadOnlyList<string> Drift { get; init; } = [];

    public ComparisonResult? Reference { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, _readable) + "\n";
}
