namespace Gantry.OData;

/// <summary>The words that stand between operands and so cannot be one.</summary>
internal static class Keywords
{
    private static readonly Dictionary<string, Comparison> _comparisons = Enum.GetValues<Comparison>()
        .ToDictionary(Compare.Word, c => c, StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> _reserved = new([.. _comparisons.Keys, "and", "or", "not", "in"], StringComparer.OrdinalIgnoreCase);

    public static bool IsReserved(string word) => _reserved.Contains(word);

    public static Comparison? ComparisonOf(Token token) =>
        token.Kind == TokenKind.Word && _comparisons.TryGetValue(token.Text, out var comparison) ? comparison : null;
}
