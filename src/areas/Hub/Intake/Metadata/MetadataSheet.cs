using Gantry.Eof;

namespace Gantry.Hub;

/// <summary>Collects what name, content, mission and extractor say of a file. What comes later replaces what was there.</summary>
internal sealed class MetadataSheet
{
    private readonly Dictionary<string, AttributeValue> _attributes = new(StringComparer.Ordinal);
    private DateTimeOffset? _from;
    private DateTimeOffset? _until;

    public string? Footprint { get; set; }

    public string? this[string name] => _attributes.GetValueOrDefault(name) is { } value ? DeclaredKinds.Show(value) : null;

    /// <summary>A value by its standard type; nothing happens when there is none.</summary>
    public void Say(string name, string? text)
    {
        if (!string.IsNullOrEmpty(text) && DeclaredKinds.Read(text, DeclaredKinds.Of(name)) is { } value)
            Set(name, value);
    }

    public void Say(string name, long? whole)
    {
        if (whole is { } value)
            Set(name, new AttributeValue.Whole(value));
    }

    public void Say(string name, DateTimeOffset? time)
    {
        if (time is { } value)
            Set(name, new AttributeValue.Instant(value));
    }

    /// <summary>A value; the two times of the validity are also the product's own.</summary>
    public void Set(string name, AttributeValue value)
    {
        _attributes[name] = value;
        if (value is AttributeValue.Instant { Value: var time })
            (_from, _until) = (name == "beginningDateTime" ? time : _from, name == "endingDateTime" ? time : _until);
    }

    /// <summary>From when it is valid. Open is a statement too: it takes away what was said before.</summary>
    public void From(EofInstant instant) => _from = Bound("beginningDateTime", instant);

    public void Until(EofInstant instant) => _until = Bound("endingDateTime", instant);

    public ProductMetadata Finish(string contentType, DateTimeOffset? originAt) => new()
    {
        ContentType = contentType, OriginAt = originAt, ValidFrom = _from, ValidUntil = _until, Footprint = Footprint,
        Attributes = [.. _attributes.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => new ProductAttribute(a.Key, a.Value))],
    };

    private DateTimeOffset? Bound(string name, EofInstant instant)
    {
        if (instant.At is { } at)
            _attributes[name] = new AttributeValue.Instant(at);
        else
            _attributes.Remove(name);
        return instant.At;
    }
}
