using System.Text.RegularExpressions;

namespace Gantry.Hub;

/// <summary>How a file is recognised, described and kept.</summary>
internal sealed record ProductType(string Name, Regex Pattern, TimeSpan? Retention);

/// <summary>What a mission's release says of the files it knows.</summary>
internal sealed record ProductTypes(IReadOnlyList<ProductType> Types, bool KeepsUnrecognised)
{
    /// <summary>The first type, in the order of the file, whose pattern matches the whole name.</summary>
    public ProductType? Recognise(string name) => Types.FirstOrDefault(t => t.Pattern.IsMatch(name));
}
