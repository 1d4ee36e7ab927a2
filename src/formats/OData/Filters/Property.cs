using System.Text;

namespace Gantry.OData;

/// <summary>
/// A property and the way to it: <c>Name</c>, <c>ContentDate/Start</c>. Within an <see cref="Any"/> the first segment may
/// be its variable; a segment with a dot in it is a cast: <c>att/OData.CSC.StringAttribute/Value</c>.
/// </summary>
public sealed record Property(IReadOnlyList<string> Segments) : FilterNode
{
    public Property(params string[] segments) : this((IReadOnlyList<string>)segments)
    {
    }

    public override bool IsCondition => true;

    /// <summary>The segments with slashes between them.</summary>
    public string Path => string.Join('/', Segments);

    /// <summary>The segments without the casts, with slashes between them.</summary>
    public string PathWithoutCasts => string.Join('/', Segments.Where(s => !IsCast(s)));

    /// <summary>The last cast on the way, or null. Clients often name the wrong one; the stored type knows better.</summary>
    public string? Cast => Segments.LastOrDefault(IsCast);

    public bool Equals(Property? other) => base.Equals(other) && Segments.SequenceEqual(other.Segments);

    public override int GetHashCode() => HashOf(Segments);

    internal override void Print(StringBuilder text) => text.AppendJoin('/', Segments);

    private static bool IsCast(string segment) => segment.Contains('.', StringComparison.Ordinal);
}
