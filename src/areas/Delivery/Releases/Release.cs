namespace Gantry.Delivery;

/// <summary>An immutable set of files of a mission, named by the digest of its list.</summary>
internal sealed record Release(string Mission, Digest Id, DateTimeOffset CreatedAt, string CreatedBy, long Files, long SizeBytes)
{
    public Api.ReleaseView View(IEnumerable<Pointer> pointers) => new(
        Id.Hex, Mission, CreatedAt, CreatedBy, (int)Files, SizeBytes, [.. pointers.Where(p => p.Release == Id).Select(p => p.Environment)]);
}
