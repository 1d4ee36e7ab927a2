namespace Gantry.Yaml;

/// <summary>Something in a document, and where it stands. Lines and columns count from 1, columns in UTF-16 units as editors do.</summary>
public abstract class YamlNode
{
    private protected YamlNode(int line, int column) => (Line, Column) = (line, column);

    public int Line { get; }

    public int Column { get; }
}

/// <summary>A scalar, exactly as written. What a plain one means (text, number, flag, nothing) is the reader's business.</summary>
public sealed class YamlText(string value, bool isPlain, int line, int column) : YamlNode(line, column)
{
    public string Value { get; } = value;

    /// <summary>Written without quotes and not as a block, so it may also be read as a number, a flag or nothing.</summary>
    public bool IsPlain { get; } = isPlain;
}

/// <summary>A sequence of nodes.</summary>
public sealed class YamlList(IReadOnlyList<YamlNode> items, int line, int column) : YamlNode(line, column)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;
}

/// <summary>A key with its place, and what stands under it.</summary>
public sealed record YamlEntry(YamlText Key, YamlNode Value);
