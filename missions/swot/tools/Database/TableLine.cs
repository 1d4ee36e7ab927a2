namespace Swot;

/// <summary>A table says something that cannot be.</summary>
public sealed class TableException(string message) : Exception(message);

/// <summary>One line of a table: fields with bars between; a # begins a remark.</summary>
internal sealed record TableLine(string File, int Number, string[] Fields)
{
    public string this[int field] => field < Fields.Length ? Fields[field] : "";

    public static List<TableLine> Read(string folder, string name)
    {
        var lines = new List<TableLine>();
        var number = 0;
        foreach (var line in System.IO.File.ReadLines(Path.Combine(folder, name)))
        {
            number++;
            var text = line.TrimStart().StartsWith('#') ? "" : line.Trim();
            if (text.Length > 0)
                lines.Add(new(name, number, text.Split('|', StringSplitOptions.TrimEntries)));
        }
        return lines;
    }

    public TableException Wrong(string what) => new($"{File}:{Number}: {what}");
}
