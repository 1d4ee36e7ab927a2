namespace Gantry.Hub;

/// <summary>What a trace is asked of: a product's id, bytes by their SHA-256, or a name.</summary>
internal sealed record TraceQuery(string Asked, Guid? Product, Digest? Digest)
{
    /// <summary>The name that is meant, when it is neither an id nor a digest.</summary>
    public string? Name => Product is null && Digest is null ? Asked : null;

    public static TraceQuery Of(string asked) =>
        Guid.TryParseExact(asked, "D", out var id) ? new(asked, id, null)
        : Gantry.Digest.TryParse(asked, out var digest) ? new(asked, null, digest)
        : new(asked, null, null);
}
