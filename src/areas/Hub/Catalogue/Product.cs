namespace Gantry.Hub;

/// <summary>An immutable file in a mission's environment.</summary>
/// <param name="Release">The release that stood there when it was published: it gave the type and its rules.</param>
internal sealed record Product(
    Guid Id, string Mission, string Environment, string Name, string? Type, Blob Blob,
    DateTimeOffset PublishedAt, DateTimeOffset? EvictAt, string PutBy, Digest Release)
{
    public string Subject => $"products/{Id}";

    public Api.ProductView View() => new(
        Id, Mission, Environment, Name, Type, Blob.SizeBytes, Blob.Digest.Hex, Blob.Md5, PublishedAt, EvictAt, PutBy);
}

/// <summary>What became of a publication: a new product, or the same bytes that were there under this name already.</summary>
internal sealed record Published(Product Product, bool IsNew);
