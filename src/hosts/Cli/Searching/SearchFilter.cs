namespace Gantry.Cli;

/// <summary>A search for products in the words of <c>$filter</c>, as the portal asks for it.</summary>
internal static class SearchFilter
{
    /// <summary>What narrows a search down by an attribute; the portal offers the same.</summary>
    public static readonly IReadOnlyList<string> Facets = ["productType", "platformShortName", "platformSerialIdentifier"];

    public static string Of(SearchAddress wanted)
    {
        List<string> terms = [.. Name(wanted["name"] ?? "")];
        if (wanted["from"] is { } from)
            terms.Add($"PublicationDate ge {Instant(from)}");
        if (wanted["until"] is { } until)
            terms.Add($"PublicationDate lt {Instant(until)}");
        terms.AddRange(Facets.Where(f => wanted[f] is not null).Select(f =>
            $"Attributes/OData.CSC.StringAttribute/any(a:a/Name eq {Text(f)} and a/OData.CSC.StringAttribute/Value eq {Text(wanted[f]!)})"));
        if (SearchArea.Read(wanted["area"]) is { } area)
            terms.Add(area.Filter);
        if (wanted["filter"]?.Trim() is { Length: > 0 } words)
            terms.Add($"({words})");
        return string.Join(" and ", terms);
    }

    // A star stands for any letters; a word without one may stand anywhere in the name.
    private static IEnumerable<string> Name(string name)
    {
        var pieces = name.Split('*');
        if (pieces is [var word])
            return word.Length == 0 ? [] : [$"contains(Name,{Text(word)})"];
        return pieces.Select((piece, i) => piece.Length == 0 ? null : i == 0 ? $"startswith(Name,{Text(piece)})" : i == pieces.Length - 1 ? $"endswith(Name,{Text(piece)})" : $"contains(Name,{Text(piece)})").OfType<string>();
    }

    private static string Instant(string day) => day.Length == 10 ? $"{day}T00:00:00.000Z" : day;

    private static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
