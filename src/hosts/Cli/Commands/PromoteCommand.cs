using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Moves a release up one rung.</summary>
internal sealed class PromoteCommand : Verb
{
    private readonly Argument<string> _mission = new("MISSION") { Description = "The mission." };
    private readonly Option<string> _to = new("--to") { Description = "The environment it comes to: aiv or ops.", HelpName = "ENV", Required = true };
    private readonly Option<string?> _release = new("--release") { Description = "The release, or its first digits; else what stands one rung below.", HelpName = "RELEASE" };
    private readonly Option<string?> _expect = new("--expect") { Description = "Only if this stands there now; 'none' for nothing.", HelpName = "RELEASE" };
    private readonly Option<bool> _liftHold = new("--lift-hold") { Description = "Move it even if somebody holds it." };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why; goes into the journal.", HelpName = "TEXT" };

    public PromoteCommand() : base("promote", "Move a release up one rung: dev, aiv, ops.")
    {
        _to.AcceptOnlyFromAmong([.. Rungs.All]);
        Add(_mission);
        Add(_to);
        Add(_release);
        Add(_expect);
        Add(_liftHold);
        Add(_reason);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry promote sentinel --to aiv",
        "gantry promote sentinel --to ops --release 3f2a91c04b7d --reason 'qualified, report 12'",
        "gantry promote sentinel --to ops --expect 77be10a2f3d4",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var moved = await call.Client.PromoteAsync(
            call.Get(_mission), call.Get(_to)!,
            new(call.Get(_release), call.Get(_expect), call.Get(_liftHold), call.Get(_reason)), call.Ct);
        call.Show(moved, _ => Moves.Tell(call.Out, moved));
        return ExitCode.Done;
    }
}
