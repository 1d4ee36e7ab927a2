using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Lifts a hold.</summary>
internal sealed class HoldLiftCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<string> _reason = new("--reason") { Description = "Why; goes into the journal.", HelpName = "TEXT", Required = true };

    public HoldLiftCommand() : base("lift", "Lift a hold; what has outlived its retention then goes.")
    {
        _target = new(this, "MISSION/ENV ID", "The environment, then the hold.", mayBeEmpty: true);
        Add(_reason);
    }

    public override IReadOnlyList<string> Examples => ["gantry hold lift sentinel/ops 0199b2c3-7d4e-7f00-8000-000000000001 --reason 'campaign over'"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        if (words is not [var id])
            throw new UsageException($"One hold at a time, by its ID; 'gantry hold ls {target}' lists them.");
        var hold = await call.Client.LiftHoldAsync(target.Mission, target.Environment, Ids.Read(id), call.Get(_reason)!, call.Ct);
        call.Show(hold, h => call.Out.Line($"lifted {h.Id}: {h.Filter} is held by it no more"));
        return ExitCode.Done;
    }
}
