using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Moves an environment back and holds it there.</summary>
internal sealed class RollbackCommand : Verb
{
    private readonly Argument<string> _mission = new("MISSION") { Description = "The mission." };
    private readonly Option<string> _environment = new("--env", "-e") { Description = "The environment to move back.", HelpName = "ENV", Required = true };
    private readonly Option<string?> _to = new("--to") { Description = "A release that has stood there; else the one before.", HelpName = "RELEASE" };
    private readonly Option<string> _reason = new("--reason") { Description = "Why; goes into the journal and stays as the reason of the hold.", HelpName = "TEXT", Required = true };

    public RollbackCommand() : base("rollback", "Move an environment back to an earlier release, and hold it there.")
    {
        _environment.AcceptOnlyFromAmong([.. Rungs.All]);
        Add(_mission);
        Add(_environment);
        Add(_to);
        Add(_reason);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry rollback sentinel --env ops --reason 'orbit files are refused since the release'",
        "gantry rollback sentinel --env ops --to 77be10a2f3d4 --reason 'back to the qualified one'",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var moved = await call.Client.RollbackAsync(
            call.Get(_mission), call.Get(_environment)!, new(call.Get(_to), call.Get(_reason)), call.Ct);
        call.Show(moved, _ => Moves.Tell(call.Out, moved));
        return ExitCode.Done;
    }
}
