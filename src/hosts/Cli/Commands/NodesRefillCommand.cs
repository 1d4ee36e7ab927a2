using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Let a node take steps again.</summary>
internal sealed class NodesRefillCommand : Verb
{
    private readonly Argument<string> _name = new("NODE") { Description = "Its name, as 'gantry nodes ls' shows it." };

    public NodesRefillCommand() : base("refill", "Let a node take steps again.") => Add(_name);

    public override IReadOnlyList<string> Examples => ["gantry nodes refill worker-2"];

    public override async Task<int> RunAsync(Call call)
    {
        await call.Client.RefillNodeAsync(call.Get(_name), call.Ct);
        if (!call.IsJson)
            call.Out.Line($"{call.Get(_name)} takes steps again.");
        return ExitCode.Done;
    }
}
