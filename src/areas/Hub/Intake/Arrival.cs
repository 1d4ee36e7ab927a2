namespace Gantry.Hub;

/// <summary>A file at the door: where it wants to go, what it is called, what its sender says of it.</summary>
internal sealed record Arrival(string Mission, string Environment, string Name, Stream Content, Expected Expected, string SentBy)
{
    /// <summary>The source it comes from; null when somebody puts it in.</summary>
    public string? Source { get; init; }

    /// <summary>When it first reached the ground, where its source says so.</summary>
    public DateTimeOffset? OriginAt { get; init; }
}
