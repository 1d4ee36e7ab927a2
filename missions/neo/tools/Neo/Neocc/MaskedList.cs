namespace Neo.Neocc;

/// <summary>A list whose fourth line says by a mask what its columns hold. Cells are trimmed.</summary>
public sealed record MaskedList(string Updated, IReadOnlyList<(int Line, string[] Cells)> Rows)
{
    /// <summary>Reads a list of a known layout; any other mask is a refusal that shows the difference.</summary>
    public static Reading<MaskedList> Read(string text, Layout layout, string source)
    {
        if (Lines(text, source).TryGet(out var lines, out var refusal))
        {
            var mask = lines.Take(10).ToList().FindIndex(Layout.IsMask);
            if (mask < 0)
                return LooksLikeSentence(lines) ? NeoccRefusals.NoData(source, lines[0].Trim()) : NeoccRefusals.NoMask(source);
            if (LayoutDrift.Between(layout, lines[mask].TrimEnd()) is { } drift)
                return NeoccRefusals.Drift(source, drift);
            var width = layout.Columns.Count;
            var rows = new List<(int, string[])>();
            for (var i = mask + 1; i < lines.Count; i++)
            {
                var cells = Layout.Split(lines[i]).ConvertAll(c => c.TrimEnd());
                if (string.IsNullOrWhiteSpace(lines[i]) || cells.TrueForAll(c => c.Trim().All(letter => letter == '-')))
                    continue;
                if (cells.Count != width)
                    return NeoccRefusals.Row(source, i + 1, $"{width} columns", lines[i]);
                rows.Add((i + 1, [.. cells]));
            }
            var updated = lines[0].StartsWith("Last Update:", StringComparison.Ordinal) ? lines[0][12..].Trim() : "";
            return new MaskedList(updated, rows);
        }
        return refusal;
    }

    /// <summary>The mask of a text, or why it has none.</summary>
    public static Reading<string> FindMask(string text, string source)
    {
        if (!Lines(text, source).TryGet(out var lines, out var refusal))
            return refusal;
        if (lines.Take(10).FirstOrDefault(Layout.IsMask) is { } mask)
            return mask.TrimEnd();
        return LooksLikeSentence(lines) ? NeoccRefusals.NoData(source, lines[0].Trim()) : NeoccRefusals.NoMask(source);
    }

    private static Reading<List<string>> Lines(string text, string source)
    {
        var begin = text.TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        if (begin.Length == 0)
            return NeoccRefusals.Empty(source);
        if (begin[0] == '<')
            return NeoccRefusals.WebPage(source);
        return text.TrimStart('\uFEFF').Split('\n').Select(l => l.TrimEnd('\r')).ToList();
    }

    private static bool LooksLikeSentence(List<string> lines) => lines.Count(l => l.Trim().Length > 0) <= 2;
}
