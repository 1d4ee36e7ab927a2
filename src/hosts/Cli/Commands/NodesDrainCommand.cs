using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Let a node take no more steps; those that it does go on to their end.</summary>
internal sealed class NodesDrainCommand : Verb
{
    private readonly Argument<string> _name = new("NODE") { Description = "Its name, as 'gantry nodes ls' shows it." };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why, for whoever looks at it.", HelpName = "TEXT" };

    public NodesDrainCommand() : base("drain", "Let a node take no more steps; those that it does go on to their end.")
    {
        Add(_name);
        Add(_reason);
    }

    public override IReadOnlyList<string> Examples => ["gantry nodes drain worker-2 --reason 'a new kernel'"];

    public override async Task<int> RunAsync(Call call)
    {
        await call.Client.DrainNodeAsync(call.Get(_name), call.Get(_reason), call.Ct);
        if (!call.IsJson)
            call.Out.Line($"{call.Get(_name)} takes no more steps.");
        return ExitCode.Done;
    }
}
