using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Hub;

/// <summary>A file as its source shows it.</summary>
/// <param name="Path">What it is known by at its source.</param>
/// <param name="SizeBytes">How long it is, where the source tells.</param>
/// <param name="ModifiedAt">When it last changed, where the source tells; a file with another time is another file.</param>
internal sealed record SourceFile(string Path, long? SizeBytes, DateTimeOffset? ModifiedAt)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The name it gets as a product.</summary>
    public string Name { get; init; } = Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>What it is fetched by, where that is not the path.</summary>
    public string? Id { get; init; }

    public string? Md5 { get; init; }
    public string? Sha256 { get; init; }

    /// <summary>When it first reached the ground.</summary>
    public DateTimeOffset? OriginAt { get; init; }

    /// <summary>Whether it is known to be whole, because it was given its name when it was.</summary>
    [JsonIgnore]
    public bool IsSettled { get; init; }

    /// <summary>Why it cannot be taken at all; null when it can.</summary>
    [JsonIgnore]
    public string? Problem { get; init; }

    /// <summary>How far the source has been read when this file and all before it are dealt with.</summary>
    [JsonIgnore]
    public string? PlaceInTime { get; init; }

    /// <summary>What its source announces of its bytes; each is checked.</summary>
    [JsonIgnore]
    public Expected Expected => new(Digest.TryParse(Sha256, out var digest) ? digest : null, Md5, SizeBytes);

    public string ToJson() => JsonSerializer.Serialize(this, _json);

    public static SourceFile FromJson(string json) => JsonSerializer.Deserialize<SourceFile>(json, _json)!;
}
