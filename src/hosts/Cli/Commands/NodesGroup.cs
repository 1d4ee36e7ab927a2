namespace Gantry.Cli;

/// <summary>The nodes that do steps.</summary>
internal sealed class NodesGroup : VerbGroup
{
    public NodesGroup() : base("nodes", "The nodes that do the steps of runs: list, drain, refill.")
    {
        Add(new NodesLsCommand());
        Add(new NodesDrainCommand());
        Add(new NodesRefillCommand());
    }
}
