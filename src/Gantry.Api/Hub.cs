using System.Text.Json;

namespace Gantry.Api;

/// <summary>A product: an immutable file in a mission's environment.</summary>
public sealed record ProductView(
    Guid Id, string Mission, string Environment, string Name, string? Type, long SizeBytes, string Sha256, string Md5,
    DateTimeOffset PublishedAt, DateTimeOffset? EvictedAt, string PutBy)
{
    /// <summary>1, and more where a changed file of the same name was kept or took its place.</summary>
    public int Version { get; init; } = 1;

    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>What a look for malware found: <c>clean</c>, or <c>not scanned</c> where nobody looked at all of it.</summary>
    public string Scan { get; init; } = "not scanned";

    /// <summary>The source it came from; null when somebody put it in.</summary>
    public string? Source { get; init; }

    /// <summary>When it first reached the ground.</summary>
    public DateTimeOffset? OriginAt { get; init; }

    /// <summary>From when it is valid, or was sensed; null when it is not known or from the beginning.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when; null when it is not known or without end.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The ground it shows, as WKT.</summary>
    public string? Footprint { get; init; }

    /// <summary>How it came to be made: <c>systematic_production</c>, <c>on_demand_default</c> or <c>on_demand_non_default</c>.</summary>
    public string? ProductionType { get; init; }

    /// <summary>What else its content and its name say of it: texts, numbers, flags, and times as text.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }
}
