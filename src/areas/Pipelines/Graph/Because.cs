using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Pipelines;

/// <summary>What exactly started a run.</summary>
internal sealed record Because
{
    private static readonly JsonSerializerOptions _brief = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>The products that started it.</summary>
    public IReadOnlyList<Guid> Products { get; init; } = [];

    /// <summary>The time it was due.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The run it repeats.</summary>
    public Guid? Run { get; init; }

    /// <summary>The step from which on everything is done again; null when only what did not pass is.</summary>
    public string? From { get; init; }

    /// <summary>The time as of which it reads, where that is not its own.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The environment whose products it reads, where that is not its own.</summary>
    public string? Environment { get; init; }

    /// <summary>The one step that is wanted, with what it needs; null for all.</summary>
    public string? Only { get; init; }

    /// <summary>Whether what it makes is only compared, and never published.</summary>
    public bool IsShadow { get; init; }

    public string ToText() => JsonSerializer.Serialize(this, _brief);

    public static Because Read(string text) => JsonSerializer.Deserialize<Because>(text, _brief)!;
}
