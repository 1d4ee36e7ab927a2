namespace Gantry.Hub;

/// <summary>An arrival whose bytes are in the lake, and of which nothing is decided yet.</summary>
internal sealed record HeldArrival(
    Guid Id, string Mission, string Environment, string Name, Blob Blob, string SentBy, DateTimeOffset ArrivedAt)
{
    public string? Source { get; init; }

    public DateTimeOffset? OriginAt { get; init; }

    public Origin? Parent { get; init; }

    /// <summary>The type somebody said it has; null when name and content tell.</summary>
    public string? AsType { get; init; }

    /// <summary>The product of which it is a quicklook, where whoever made it says so.</summary>
    public string? QuicklookOf { get; init; }

    /// <summary>What somebody lets through who released it from quarantine.</summary>
    public RiskAccepted Accepts { get; init; }

    public bool IsUnattended => Source is not null || Parent is not null;

    public Scope Scope => new(Mission, Environment);

    public string Subject => $"arrivals/{Id}";

    public static HeldArrival Of(Arrival arrival, Blob blob, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), arrival.Mission, arrival.Environment, arrival.Name, blob, arrival.SentBy, now)
        {
            Source = arrival.Source, OriginAt = arrival.OriginAt, Parent = arrival.Parent,
        };
}

/// <summary>What is let through although the scan says otherwise.</summary>
internal enum RiskAccepted
{
    Nothing,

    /// <summary>That it could not be scanned.</summary>
    Unscanned,

    /// <summary>That the scanner takes it for malware.</summary>
    Infected,
}
