using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Lists the nodes that do steps.</summary>
internal sealed class NodesLsCommand : Verb
{
    // Beats come every five seconds.
    private static readonly TimeSpan _silent = TimeSpan.FromSeconds(20);

    public NodesLsCommand() : base("ls", "List the nodes that do steps, and what they do.")
    {
    }

    public override IReadOnlyList<string> Examples => ["gantry nodes ls"];

    public override async Task<int> RunAsync(Call call)
    {
        var nodes = await call.Client.NodesAsync(call.Ct);
        call.Show(new Page<NodeView>(nodes, null), _ => call.Out.Table(["NODE", "STATE", "STEPS", "STARTED", "SEEN", "REASON"], nodes.Select(n => (string?[])
            [n.Name, State(call, n), $"{n.Busy}/{n.Places}", Units.Time(n.StartedAt), Units.Time(n.SeenAt), n.DrainedBy is null ? null : $"{n.DrainedBy}: {n.Reason}"])));
        return ExitCode.Done;
    }

    private static string State(Call call, NodeView node) =>
        call.Clock.GetUtcNow() - node.SeenAt > _silent ? "silent" : node.DrainedAt is null ? "works" : node.Busy > 0 ? "draining" : "drained";
}
