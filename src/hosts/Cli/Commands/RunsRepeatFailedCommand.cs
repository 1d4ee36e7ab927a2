using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Does all runs again that did not pass.</summary>
internal sealed class RunsRepeatFailedCommand : Verb
{
    private readonly BatchWords _batch;
    private readonly Option<bool> _standing = new("--by-standing") { Description = "By the release that stands now, instead of each run's own." };

    public RunsRepeatFailedCommand() : base("repeat-failed", "Do all runs of a pipeline again that did not pass; what passed in them is not done twice.")
    {
        _batch = new(this, hasParameters: false);
        Add(_standing);
    }

    public override IReadOnlyList<string> Examples => ["gantry runs repeat-failed neo/ops night --since 12h --by-standing"];

    public override Task<int> RunAsync(Call call) => _batch.BeginAsync(call, request => request with { ByStanding = call.Get(_standing) }, "repeat");
}
