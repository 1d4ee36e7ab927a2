namespace Gantry.Hub;

/// <summary>What a file's content and name say of it, in the words of the interface that publishes it.</summary>
internal sealed record ProductMetadata
{
    public static readonly ProductMetadata None = new();

    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>When it first reached the ground; null when nobody says.</summary>
    public DateTimeOffset? OriginAt { get; init; }

    /// <summary>From when it is valid, or was sensed; null for "from the beginning".</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when; null for "no end".</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The ground it shows, as WKT in longitude and latitude (EPSG:4326); null when it shows none.</summary>
    public string? Footprint { get; init; }

    /// <summary><c>systematic_production</c>, <c>on_demand_default</c> or <c>on_demand_non_default</c>; null where it does not apply.</summary>
    public string? ProductionType { get; init; }

    /// <summary>The rest, each name once.</summary>
    public IReadOnlyList<ProductAttribute> Attributes { get; init; } = [];

    public ProductAttribute? Find(string name) => Attributes.FirstOrDefault(a => a.Name == name);

    /// <summary>A text by its name; null when there is none, or it is no text.</summary>
    public string? Text(string name) => (Find(name)?.Value as AttributeValue.Text)?.Value;
}

/// <summary>One named value.</summary>
internal sealed record ProductAttribute(string Name, AttributeValue Value);

/// <summary>A value of one of the interface's five types.</summary>
internal abstract record AttributeValue
{
    public sealed record Text(string Value) : AttributeValue;
    public sealed record Whole(long Value) : AttributeValue;
    public sealed record Real(double Value) : AttributeValue;
    public sealed record Flag(bool Value) : AttributeValue;
    public sealed record Instant(DateTimeOffset Value) : AttributeValue;
}
