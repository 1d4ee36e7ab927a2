using System.Globalization;

namespace Gantry.OData;

/// <summary>The values of the smaller options.</summary>
internal static class OptionValues
{
    private const int Most = 100;

    public static long? Whole(string value, out ODataProblem? problem)
    {
        var digits = value.AsSpan().Trim();
        problem = null;
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            return whole;
        problem = new(0, $"expected a whole number from 0, found {Wording.Quote(value)}");
        return null;
    }

    public static bool IsJson(string value)
    {
        // "application/json;odata.metadata=minimal" asks for what is served anyway.
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        var type = (semicolon < 0 ? value : value[..semicolon]).AsSpan().Trim();
        return type.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary><c>PublicationDate desc,Id</c></summary>
    public static ODataReading<IReadOnlyList<OrderBy>> Orders(string value)
    {
        var orders = new List<OrderBy>();
        foreach (var (item, position) in Items(value))
        {
            var words = item.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var direction = words.Length == 2 ? words[1].ToLowerInvariant() : "asc";
            if (words.Length is 0 or > 2 || !IsPath(words[0]) || direction is not ("asc" or "desc"))
                return new ODataProblem(position, $"expected a property and asc or desc, found {Wording.Quote(item)}");
            if (orders.Count == Most)
                return new ODataProblem(position, $"more than {Most} properties are not sorted by");
            orders.Add(new(new Property(words[0].Split('/')) { Position = position }, direction == "desc"));
        }
        return orders;
    }

    /// <summary><c>Attributes,Quicklooks</c>, added to those already there, each once.</summary>
    public static ODataReading<IReadOnlyList<string>> Names(string value, IReadOnlyList<string> before)
    {
        var names = before.ToList();
        foreach (var (item, position) in Items(value))
        {
            if (item.Contains('(', StringComparison.Ordinal))
                return new ODataProblem(position, $"options in parentheses are not served, found {Wording.Quote(item)}; give the name alone");
            if (item != "*" && !IsPath(item))
                return new ODataProblem(position, $"expected a name, found {Wording.Quote(item)}");
            if (names.Contains(item))
                continue;
            if (names.Count == Most)
                return new ODataProblem(position, $"more than {Most} names are not read");
            names.Add(item);
        }
        return names;
    }

    /// <summary>What stands between the commas, trimmed, and where it begins.</summary>
    private static IEnumerable<(string Item, int Position)> Items(string value)
    {
        var start = 0;
        while (start <= value.Length)
        {
            var comma = value.IndexOf(',', start);
            var end = comma < 0 ? value.Length : comma;
            var item = value[start..end];
            yield return (item.Trim(), start + item.Length - item.TrimStart().Length);
            start = end + 1;
        }
    }

    private static bool IsPath(string text) => text.Split('/').All(segment =>
        segment.Length > 0 && (char.IsLetter(segment[0]) || segment[0] == '_') && segment.All(c => char.IsLetterOrDigit(c) || c is '_' or '.'));
}
