using Neo.Commands;

namespace Neo.Cli;

/// <summary>Finds the command and turns every end into an exit code.</summary>
internal static class CommandLine
{
    public static readonly IReadOnlyList<Command> Commands =
        [new ParseCommand(), new OrbitsCommand(), new MoidCommand(), new ApproachesCommand(), new ImpactsCommand(), new RiskCommand(), new PriorityCommand(),
         new PlotCommand(), new CheckLayoutCommand(), new NightCommand()];

    public static int Run(IReadOnlyList<string> words, Terminal terminal)
    {
        if (words.Count == 0 || words[0] is "--help" or "-h" or "help")
        {
            terminal.Say(Help.Of(Commands));
            return words.Count == 0 ? ExitCode.Usage : ExitCode.Done;
        }
        if (Commands.FirstOrDefault(c => c.Name == words[0]) is not { } command)
        {
            terminal.Complain($"neo: there is no '{words[0]}'; neo --help lists what there is.");
            return ExitCode.Usage;
        }
        if (words.Contains("--help") || words.Contains("-h"))
        {
            terminal.Say(Help.Of(command));
            return ExitCode.Done;
        }
        try
        {
            return command.Run(new(command, words.Skip(1)), terminal);
        }
        catch (UsageException misunderstood)
        {
            terminal.Complain($"neo {command.Name}: {misunderstood.Message} See neo {command.Name} --help.");
            return ExitCode.Usage;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            terminal.Complain($"neo {command.Name}: {broken.Message}");
            return ExitCode.Broken;
        }
    }
}
