using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Shows which files differ between two releases.</summary>
internal sealed class DiffCommand : Verb
{
    private readonly Argument<string> _mission = new("MISSION") { Description = "The mission." };
    private readonly Argument<string> _from = new("R1") { Description = "The older release, or its first digits." };
    private readonly Argument<string> _to = new("R2") { Description = "The newer release, or its first digits." };

    public DiffCommand() : base("diff", "Show which files differ between two releases.")
    {
        Add(_mission);
        Add(_from);
        Add(_to);
    }

    public override IReadOnlyList<string> Examples => ["gantry diff sentinel 77be10a2f3d4 3f2a91c04b7d"];

    public override async Task<int> RunAsync(Call call)
    {
        var difference = await call.Client.DifferenceAsync(call.Get(_mission), call.Get(_from), call.Get(_to), call.Ct);
        call.Show(difference, _ =>
        {
            if (difference.Changes.Count == 0)
                call.Out.Line("The two are the same.");
            Changes.Write(call.Out, difference);
        });
        return ExitCode.Done;
    }
}
