namespace Gantry;

/// <summary>Bytes in the lake: their SHA-256, which is their name, their MD5, which the field's interfaces want, and their length.</summary>
public sealed record Blob(Digest Digest, string Md5, long SizeBytes);

/// <summary>A blob as a listing shows it.</summary>
public sealed record StoredBlob(Digest Digest, long SizeBytes, DateTimeOffset WrittenAt);

/// <summary>
/// The lake's bytes, named by their SHA-256. Port; the promises below are the suite in tests/Conformance.
/// </summary>
/// <remarks>
/// Threads: every method may be called from any thread at any time, also for the same digest.
/// Durability: when <see cref="PutAsync"/> returns, the bytes survive a power cut.
/// Crashes and cancellation: a put that did not return leaves nothing that can be opened or listed.
/// Memory: bounded, whatever the size of a blob.
/// </remarks>
public interface IBlobStore
{
    /// <summary>What and where this store is, in words for the start banner.</summary>
    string Description { get; }

    /// <summary>
    /// Stores the stream's bytes and says what they are. Putting what is there already succeeds and refreshes its age.
    /// </summary>
    /// <exception cref="LakeFullException">There is no room; nothing was kept.</exception>
    /// <exception cref="ChecksumMismatchException">The bytes are not the expected ones; nothing was kept.</exception>
    Task<Blob> PutAsync(Stream content, Expected expected, CancellationToken ct);

    /// <summary>Opens a blob, from <paramref name="offset"/> on for at most <paramref name="length"/> bytes; null when there is none.
    /// A reader that has its stream keeps it when the blob is deleted.</summary>
    Task<Stream?> OpenAsync(Digest digest, long offset, long? length, CancellationToken ct);

    /// <summary>The blob's size and age; null when there is none.</summary>
    Task<StoredBlob?> FindAsync(Digest digest, CancellationToken ct);

    /// <summary>Removes a blob; false when there was none.</summary>
    Task<bool> DeleteAsync(Digest digest, CancellationToken ct);

    /// <summary>All blobs in order of their digests, beginning after <paramref name="after"/>.</summary>
    IAsyncEnumerable<StoredBlob> ListAsync(Digest? after, CancellationToken ct);

    /// <summary>Throws, with words for an operator, when the store cannot be written and read just now.</summary>
    Task CheckAsync(CancellationToken ct);
}

/// <summary>What a sender says of the bytes it sends; whatever it states is checked before the bytes are kept.</summary>
public sealed record Expected(Digest? Digest = null, string? Md5 = null, long? SizeBytes = null)
{
    /// <summary>A sender that stated nothing.</summary>
    public static readonly Expected Nothing = new();

    /// <summary>Throws when the bytes that arrived are not the ones that were announced.</summary>
    public void Verify(Blob actual)
    {
        if (SizeBytes is { } size && size != actual.SizeBytes)
            throw new ChecksumMismatchException("length", $"{size}", $"{actual.SizeBytes}");
        if (Digest is { } digest && digest != actual.Digest)
            throw new ChecksumMismatchException("SHA-256", digest.Hex, actual.Digest.Hex);
        if (Md5 is { } md5 && !md5.Equals(actual.Md5, StringComparison.OrdinalIgnoreCase))
            throw new ChecksumMismatchException("MD5", md5, actual.Md5);
    }
}

/// <summary>The lake has no room for these bytes.</summary>
public sealed class LakeFullException(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>The bytes that arrived are not the ones that were announced.</summary>
public sealed class ChecksumMismatchException(string what, string expected, string actual)
    : IOException($"the {what} announced is {expected}, what arrived has {actual}")
{
    public string What { get; } = what;
    public string Announced { get; } = expected;
    public string Actual { get; } = actual;
}
