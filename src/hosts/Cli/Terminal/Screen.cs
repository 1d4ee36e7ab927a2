using System.Text;
using Spectre.Console;

namespace Gantry.Cli;

/// <summary>What people see: lines and tables, with colours only where somebody looks.</summary>
internal sealed class Screen
{
    private readonly TextWriter _writer;
    private readonly bool _hasColours;

    private Screen(TextWriter writer, bool hasColours) => (_writer, _hasColours) = (writer, hasColours);

    public static Screen Out(Terminal terminal) => new(terminal.Out, terminal.IsOutSeen && terminal.MayUseAnsi);

    public static Screen Error(Terminal terminal) => new(terminal.Error, terminal.IsErrorSeen && terminal.MayUseAnsi);

    public void Line(string text = "") => _writer.WriteLine(Plain(text));

    /// <summary>A line in a style of Spectre's markup: <c>green</c>, <c>dim</c>, <c>bold red</c>.</summary>
    public void Line(string text, string style) => _writer.WriteLine(_hasColours ? Render(new Text(Plain(text), Style.Parse(style))).TrimEnd() : Plain(text));

    /// <summary>A table without lines, so that it can be cut and searched; rows are as long as they need to be.</summary>
    public void Table(string[] headers, IEnumerable<string?[]> rows)
    {
        var table = new Table().Border(TableBorder.None).Collapse();
        for (var i = 0; i < headers.Length; i++)
            table.AddColumn(new TableColumn(new Text(headers[i], Style.Parse("dim"))).NoWrap().Padding(0, 0, i == headers.Length - 1 ? 0 : 2, 0));
        var any = false;
        foreach (var row in rows)
        {
            any = true;
            table.AddRow(row.Select(cell => new Text(Plain(cell ?? "-"))));
        }
        if (any)
            _writer.Write(Render(table));
    }

    /// <summary>
    /// Text from elsewhere without control characters: a reason in the journal must not be able to move the cursor.
    /// </summary>
    public static string Plain(string text)
    {
        if (!text.Any(IsUnfit))
            return text;
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
            plain.Append(IsUnfit(letter) ? '\u00b7' : letter);
        return plain.ToString();

        static bool IsUnfit(char letter) => char.IsControl(letter) && letter is not '\n';
    }

    private string Render(Spectre.Console.Rendering.IRenderable what)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = _hasColours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = _hasColours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        // The terminal breaks what does not fit; a name cut off by us could not be copied.
        console.Profile.Width = 4096;
        console.Write(what);
        var lines = text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return string.Join("\n", lines.Select(line => line.TrimEnd())) + "\n";
    }
}
