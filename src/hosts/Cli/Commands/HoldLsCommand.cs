using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Lists holds.</summary>
internal sealed class HoldLsCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<bool> _all = new("--all") { Description = "Also those that were lifted or are over." };

    public HoldLsCommand() : base("ls", "List the holds of an environment.")
    {
        _target = new(this, "MISSION/ENV", "The environment.", mayBeEmpty: true);
        Add(_all);
    }

    public override IReadOnlyList<string> Examples => ["gantry hold ls sentinel/ops", "gantry hold ls sentinel/ops --all"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, _) = _target.Read(call);
        var holds = await call.AllAsync(call.Client.HoldsAsync(target.Mission, target.Environment, call.Get(_all), call.Ct));
        call.Show(holds, _ => call.Out.Table(["ID", "STATE", "UNTIL", "BY", "SINCE", "WHAT", "WHY"], holds.Items.Select(h => (string?[])
            [h.Id.ToString(), h.State, h.Until is { } until ? Units.Time(until) : "for ever", h.HeldBy, Units.Time(h.HeldAt), h.Filter,
             h.EndReason is null ? h.Reason : $"{h.Reason}; lifted by {h.EndedBy}: {h.EndReason}"])));
        if (!call.IsJson && holds.Items.Count == 0)
            call.Error.Line($"Nothing is held in {target}.");
        return ExitCode.Done;
    }
}
