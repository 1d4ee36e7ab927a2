namespace Gantry.S3;

/// <summary>Which S3-compatible store holds the lake, and as whom it is spoken to.</summary>
public sealed record S3Options
{
    /// <summary>The address of the store: <c>https://s3.example.org</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The region requests are signed for; most stores that are not Amazon's accept any.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The bucket; created when it is missing.</summary>
    public required string Bucket { get; init; }

    public required string AccessKey { get; init; }

    public required string SecretKey { get; init; }

    /// <summary>What every key begins with, where a bucket is shared; empty or ending in a slash.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Where large arrivals wait until their digest is known; needs room for those that arrive at the same time.</summary>
    public string SpoolFolder { get; init; } = Path.GetTempPath();

    /// <summary>Without the keys: this is printed.</summary>
    public override string ToString() => $"S3 {Endpoint}/{Bucket}/{Prefix}";
}
