using System.Text;

namespace Gantry.Cli;

/// <summary>Completion for fish, with what each word means.</summary>
internal static class FishCompletion
{
    public static string Write(CompletionWords root)
    {
        var script = new StringBuilder("# Completion of gantry for fish; made by 'gantry completion fish'.\n");
        foreach (var command in root.All)
        {
            var condition = Condition(command);
            foreach (var inner in command.Inner)
                script.Append($"complete -c gantry -n '{condition}' -f -a {inner.Name} -d {Quoted(inner.Description)}\n");
            foreach (var (name, description) in command.Options)
                script.Append($"complete -c gantry -n '{condition}' -l {name.TrimStart('-')} -d {Quoted(description)}\n");
        }
        return script.ToString();
    }

    private static string Condition(CompletionWords command) =>
        command.Path.Length == 0
            ? "__fish_use_subcommand"
            : string.Join("; and ", command.Path.Split(' ').Select(word => $"__fish_seen_subcommand_from {word}"));

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
