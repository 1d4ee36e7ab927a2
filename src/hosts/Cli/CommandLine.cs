using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Gantry.Cli;

/// <summary>The whole command line: every command, named once.</summary>
internal sealed class CommandLine : RootCommand, IHasExamples
{
    private CommandLine() : base("Gantry moves a space mission's data, and brings its software to operations.")
    {
        Add(new UpCommand());
        Add(new DemoCommand());
        Add(new SampleGroup());
        Add(new CheckCommand());
        Add(new PlanCommand());
        Add(new ApplyCommand());
        Add(new PromoteCommand());
        Add(new RollbackCommand());
        Add(new OverviewCommand());
        Add(new MissionsCommand());
        Add(new ReleasesCommand());
        Add(new DiffCommand());
        Add(new PutCommand());
        Add(new GetCommand());
        Add(new LsCommand());
        Add(new RmCommand());
        Add(new TraceCommand());
        Add(new HoldGroup());
        Add(new RetentionGroup());
        Add(new ReconcileCommand());
        Add(new QuarantineGroup());
        Add(new SourcesGroup());
        Add(new RoutesGroup());
        Add(new SubscriptionsGroup());
        Add(new PunctualityCommand());
        Add(new PipelinesGroup());
        Add(new RunCommand());
        Add(new RunsGroup());
        Add(new QueryCommand());
        Add(new SearchesGroup());
        Add(new BackfillCommand());
        Add(new ReplayCommand());
        Add(new ShadowCommand());
        Add(new ReproduceCommand());
        Add(new BatchesGroup());
        Add(new NodesGroup());
        Add(new WhyCommand());
        Add(new LineageCommand());
        Add(new TmGroup());
        Add(new XtceGroup());
        Add(new SimCommand());
        Add(new JournalCommand());
        Add(new LoginCommand());
        Add(new LogoutCommand());
        Add(new WhoamiCommand());
        Add(new TokenGroup());
        Add(new UserGroup());
        Add(new SecretGroup());
        Add(new ConfigGroup());
        Add(new DoctorCommand());
        Add(new SchemaCommand());
        Add(new CompletionCommand(this));
        Add(new VersionCommand());
        Add(GlobalOptions.Url);
        Add(GlobalOptions.Json);
    }

    public IReadOnlyList<string> Examples =>
    [
        "gantry demo                              a server with sample missions, to look around in",
        "gantry up                                a server of your own",
        "gantry apply missions/sentinel           a folder becomes a release, and dev points at it",
        "gantry put sentinel/dev S1A_*.EOF        files go in",
    ];

    public static CommandLine Build(Terminal terminal)
    {
        var root = new CommandLine();
        root.Bind(root, terminal);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new Help((HelpAction)help.Action!);
        return root;
    }

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken ct)
    {
        var line = Build(terminal).Parse(args.Count == 0 ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (line.Action is ParseErrorAction)
        {
            foreach (var complaint in Complaints.Of(line))
                await terminal.Error.WriteLineAsync($"error: {complaint}");
            await terminal.Error.WriteLineAsync($"'{PathOf(line)} --help' shows how it is used.");
            return ExitCode.Usage;
        }
        return await line.InvokeAsync(new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            // Signals are Program's business: a server must be given its time to stop.
            ProcessTerminationTimeout = null,
        }, ct);
    }

    private void Bind(Command command, Terminal terminal)
    {
        if (command is Verb verb)
        {
            verb.SetAction(async (line, ct) =>
            {
                using var call = new Call(line, terminal, ct);
                return await Failures.GuardAsync(verb, call);
            });
        }
        foreach (var inner in command.Subcommands)
            Bind(inner, terminal);
    }

    private static string PathOf(ParseResult line)
    {
        var words = new Stack<string>();
        for (var at = line.CommandResult; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
            words.Push(at.Command is RootCommand ? "gantry" : at.Command.Name);
        return string.Join(' ', words);
    }
}
