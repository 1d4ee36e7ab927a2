namespace Gantry;

/// <summary>A store that can be asked by others without us. Port, beside <see cref="IBlobStore"/>; not every store is one.</summary>
/// <remarks>
/// Threads: may be called from any thread at any time.
/// A link is good for GET, with ranges, until its time is over, and needs no other credentials; it does not say whether there is such a blob.
/// </remarks>
public interface IBlobLinks
{
    /// <summary>A link to a blob's bytes, that are then given out under a name and as a type.</summary>
    Task<Uri> LinkAsync(Digest digest, string fileName, string contentType, TimeSpan lifetime, CancellationToken ct);
}
