namespace Gantry.Cli;

/// <summary>What a search is kept as: the names and values behind the question mark of its address in the portal.</summary>
internal sealed class SearchAddress
{
    private readonly List<KeyValuePair<string, string>> _values = [];

    public static SearchAddress Read(string query)
    {
        var address = new SearchAddress();
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            address._values.Add(at < 0 ? new(Plain(pair), "") : new(Plain(pair[..at]), Plain(pair[(at + 1)..])));
        }
        return address;
    }

    /// <summary>The value of a name; null when there is none, or an empty one.</summary>
    public string? this[string name] => _values.Find(v => v.Key == name).Value is { Length: > 0 } value ? value : null;

    public bool IsEmpty => _values.TrueForAll(v => v.Value.Length == 0);

    public void Add(string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
            _values.Add(new(name, value.Trim()));
    }

    public string Words => string.Join(", ", _values.Where(v => v.Value.Length > 0).Select(v => $"{v.Key} {v.Value.ReplaceLineEndings(" ")}"));

    public override string ToString() => string.Join('&', _values.Select(v => $"{Uri.EscapeDataString(v.Key)}={Uri.EscapeDataString(v.Value)}"));

    private static string Plain(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
