using System.Text;

namespace Neo.Cli;

internal static class Help
{
    public static string Of(IReadOnlyList<Command> commands)
    {
        var text = new StringBuilder("neo: the tools of an asteroid centre's night. Each reads files and writes files.\n\n");
        foreach (var command in commands)
            text.Append("  neo ").Append(command.Name.PadRight(14)).Append(command.Summary).Append('\n');
        return text.Append("\n  neo COMMAND --help  its options and an example\n\n")
            .Append("Ends with 0 done, 1 broken, 2 not understood, 65 the data was refused.").ToString();
    }

    public static string Of(Command command)
    {
        var operands = command.Operands.Length > 0 ? " " + command.Operands : "";
        var text = new StringBuilder($"neo {command.Name}{operands} [options]: {command.Summary}\n\n");
        var width = command.Options.Max(o => o.Name.Length + o.Value.Length) + 5;
        foreach (var option in command.Options)
        {
            var note = option.IsSwitch ? "" : option.Default switch { null => " (needed)", "" => "", var value => $" ({value})" };
            text.Append("  ").Append($"--{option.Name} {option.Value}".PadRight(width)).Append(option.Meaning).Append(note).Append('\n');
        }
        return text.Append("\nExample:\n  ").Append(command.Example).ToString();
    }
}
