using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gantry.Yaml;

/// <summary>
/// Finds tabs used as indentation. The parser refuses some and takes others for one blank each, which is not what the
/// author's editor shows. Tabs inside a text that runs over several lines belong to the text.
/// </summary>
internal sealed class IndentationCheck(string text)
{
    private readonly HashSet<int> _textLines = [];

    /// <summary>Leaves out the lines on which a scalar goes on.</summary>
    public void Skip(Scalar scalar)
    {
        // A block ends where the next thing begins, which is on a line that is no longer part of it.
        var last = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded ? scalar.End.Line - 1 : scalar.End.Line;
        for (var line = scalar.Start.Line + 1; line <= last; line++)
            _textLines.Add((int)line);
    }

    public void Report(ProblemList problems)
    {
        if (problems.Any || !text.Contains('\t', StringComparison.Ordinal))
            return;
        var line = 0;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            line++;
            if (!_textLines.Contains(line) && TabIn(content) is { } column)
                problems.Add(line, column, Message);
        }
    }

    public const string Message = "a tab is used as indentation; use blanks";

    /// <summary>
    /// The column of the first tab before a line's content, counting the dashes of a list as indentation. Comments and
    /// blank lines count as well: the parser minds a tab there in some places and not in others, which nobody could predict.
    /// </summary>
    public static int? TabIn(ReadOnlySpan<char> line)
    {
        var indentation = line.Length - line.TrimStart(" \t-").Length;
        var tab = line[..indentation].IndexOf('\t');
        return tab < 0 ? null : tab + 1;
    }
}
