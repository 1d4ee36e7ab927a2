using Gantry.OData;

namespace Gantry.Hub;

/// <summary>What a filter says of parts of a product's name, and how an index of three letters each finds them.</summary>
internal static class NameParts
{
    private const int Letters = 3;

    // What more there is tells little more, and the filter itself has the last word.
    private const int MostMatched = 32;

    /// <summary>The part that a term asks for; null when it asks for something else.</summary>
    public static string? Of(FilterNode term) =>
        term is Call { Function: Function.Contains or Function.EndsWith, Arguments: [Property { Path: "Name" }, TextLiteral { Value.Length: > 0 } part] } ? part.Value : null;

    /// <summary>The question to SQLite's index; null when no part is long enough for it.</summary>
    public static string? Match(IReadOnlyList<string> parts)
    {
        var threes = parts.SelectMany(Threes).Distinct(StringComparer.Ordinal).Take(MostMatched).Select(three => $"\"{three.Replace("\"", "\"\"", StringComparison.Ordinal)}\"").ToList();
        return threes.Count == 0 ? null : string.Join(" AND ", threes);
    }

    /// <summary>The same condition once more, in the one form by which PostgreSQL finds its index.</summary>
    public static SqlText Hint(string part) =>
        SqlText.Of($"hub_product.name like {"%" + part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%"}");

    private static IEnumerable<string> Threes(string part)
    {
        var letters = part.EnumerateRunes().Select(r => r.ToString()).ToList();
        return Enumerable.Range(0, Math.Max(0, letters.Count - Letters + 1)).Select(i => string.Concat(letters.Skip(i).Take(Letters)));
    }
}
