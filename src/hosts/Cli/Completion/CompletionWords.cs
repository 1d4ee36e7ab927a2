using System.CommandLine;

namespace Gantry.Cli;

/// <summary>What can follow a command: its path, the words below it, its options, and whether files make sense.</summary>
internal sealed record CompletionWords(string Path, string Description, IReadOnlyList<CompletionWords> Inner, IReadOnlyList<(string Name, string Description)> Options)
{
    public string Name => Path.Split(' ')[^1];

    /// <summary>This one and all below it.</summary>
    public IEnumerable<CompletionWords> All => Inner.SelectMany(i => i.All).Prepend(this);

    public static CompletionWords Of(Command root) => Of(root, "", OptionsOf(root).Where(o => o.Name is not "--version").ToList());

    private static CompletionWords Of(Command command, string path, IReadOnlyList<(string, string)> global) => new(
        path,
        command.Description ?? "",
        [.. command.Subcommands.Select(c => Of(c, path.Length == 0 ? c.Name : $"{path} {c.Name}", global))],
        path.Length == 0 ? global : [.. OptionsOf(command), .. global]);

    private static IEnumerable<(string Name, string Description)> OptionsOf(Command command) =>
        command.Options.Where(o => !o.Hidden).Select(o => (o.Name, o.Description ?? ""));
}
