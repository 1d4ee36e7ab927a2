namespace Gantry.Hub;

/// <summary>
/// The way through the pages of an OData interface, by publication date and not by counting: what is evicted meanwhile then
/// moves nothing out of sight. It counts only among entries of one date, and where a server does not sort.
/// </summary>
internal sealed class PageWalk(DateTimeOffset begin)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private DateTimeOffset _from = begin;
    private int _skip;
    private bool _isSorted = true;

    public bool IsOver { get; private set; }

    /// <summary>The newest publication seen.</summary>
    public DateTimeOffset? Newest { get; private set; }

    /// <summary>The address of the next page.</summary>
    public string Address(string set, string? filter, int size)
    {
        var condition = $"PublicationDate ge {ODataReader.Show(_from)}";
        if (filter is not null)
            condition = $"({condition}) and ({filter})";
        return $"{set}?$filter={Uri.EscapeDataString(condition)}&$orderby={Uri.EscapeDataString("PublicationDate asc")}&$top={size}"
            + (_skip > 0 ? $"&$skip={_skip}" : "");
    }

    /// <summary>The entries of a page that were not on an earlier one, and whether the order can be relied on.</summary>
    public IReadOnlyList<(ODataReader.Entry Entry, bool IsInOrder)> Take(ODataReader.Page page, int size)
    {
        var entries = page.Entries;
        _isSorted &= entries.Zip(entries.Skip(1)).All(pair => pair.First.Published <= pair.Second.Published);
        var fresh = entries.Where(e => !_seen.Contains(e.Id)).ToList();
        var isLast = entries.Count == 0 || (entries.Count < size && !page.HasNext);
        // Nothing new where something must be: a server that does not count would give this page for ever.
        IsOver = isLast || (fresh.Count == 0 && _skip > 0);
        if (entries.Count > 0)
            Advance(entries);
        return [.. fresh.Select(e => (e, _isSorted))];
    }

    private void Advance(IReadOnlyList<ODataReader.Entry> entries)
    {
        var newest = entries.Max(e => e.Published);
        if (_isSorted && newest > _from)
        {
            // The next page begins with this date again, so these may come once more.
            (_from, _skip) = (newest, 0);
            _seen.Clear();
        }
        else
        {
            _skip += entries.Count;
        }
        foreach (var entry in entries)
            _seen.Add(entry.Id);
        Newest = Newest is { } known && known > newest ? known : newest;
    }
}
