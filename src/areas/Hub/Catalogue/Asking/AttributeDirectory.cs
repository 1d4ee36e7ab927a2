namespace Gantry.Hub;

/// <summary>An attribute's name with one of the types it was seen with.</summary>
internal sealed record KnownAttribute(long Number, string Name, AttributeKind Kind);

/// <summary>What the catalogue knows of the attributes that a filter names. A name it does not know is held by no product.</summary>
internal sealed class AttributeDirectory(IReadOnlyList<KnownAttribute> known)
{
    public static readonly AttributeDirectory Empty = new([]);

    // The engines' paths into JSON have no way to write a quote in a name.
    public IEnumerable<KnownAttribute> Find(string name) => known.Where(k => k.Name == name && !name.Contains('"', StringComparison.Ordinal));
}
