namespace Gantry.Hub;

/// <summary>An immutable file in a mission's environment.</summary>
/// <param name="Release">The release that stood there when it was published: it gave the type and its rules.</param>
internal sealed record Product(
    Guid Id, string Mission, string Environment, string Name, string? Type, Blob Blob,
    DateTimeOffset PublishedAt, DateTimeOffset? EvictAt, string PutBy, Digest Release)
{
    /// <summary>The source it came from; null when somebody put it in.</summary>
    public string? Source { get; init; }

    /// <summary>1, and more where its type keeps a changed file of the same name as a version.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whether it was looked at for malware; infected ones are no products.</summary>
    public ScanState Scan { get; init; } = ScanState.NotScanned;

    /// <summary>What its content and its name say of it.</summary>
    public ProductMetadata Metadata { get; init; } = ProductMetadata.None;

    public string Subject => $"products/{Id}";

    public Api.ProductView View() => new(
        Id, Mission, Environment, Name, Type, Blob.SizeBytes, Blob.Digest.Hex, Blob.Md5, PublishedAt, EvictAt, PutBy);
}

/// <summary>What became of a publication: a new product, or the same bytes that were there under this name already.</summary>
internal sealed record Published(Product Product, bool IsNew);

/// <summary>What happens to a file whose name is taken by other bytes.</summary>
internal enum SameName
{
    /// <summary>It is refused: products never change.</summary>
    Refuse,

    /// <summary>It is passed over; the product that is there stays.</summary>
    Skip,

    /// <summary>It takes the place of the one that is there, which is deleted.</summary>
    Replace,

    /// <summary>Both are kept; the newest is the one found by name.</summary>
    Keep,
}
