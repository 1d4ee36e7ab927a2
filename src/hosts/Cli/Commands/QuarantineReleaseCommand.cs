using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Hands a refused file back to the intake.</summary>
internal sealed class QuarantineReleaseCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<string?> _type = new("--type") { Description = "The type it is to be, whatever its name and content say.", HelpName = "TYPE" };
    private readonly Option<string?> _name = new("--name") { Description = "The name it is to have.", HelpName = "NAME" };
    private readonly Option<bool> _acceptRisk = new("--accept-risk") { Description = "Let it through although it was not scanned, or is infected; needs a reason." };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why; goes into the journal.", HelpName = "TEXT" };
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Do not wait for what becomes of it." };

    public QuarantineReleaseCommand() : base("release", "Hand a refused file back to the intake, which looks at it anew.")
    {
        _target = new(this, "MISSION/ENV ID", "The environment, then the file's id in quarantine.", mayBeEmpty: false);
        Add(_type);
        Add(_name);
        Add(_acceptRisk);
        Add(_reason);
        Add(_noWait);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry quarantine release sentinel/ops 0198c0de-0000-7000-8000-000000000001",
        "gantry quarantine release sentinel/ops 0198c0de-0000-7000-8000-000000000001 --type AUX_RESORB",
        "gantry quarantine release sentinel/ops 0198c0de-0000-7000-8000-000000000001 --accept-risk --reason 'scanned by hand'",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        var request = new ReleaseRequest(call.Get(_type), call.Get(_name), call.Get(_acceptRisk), call.Get(_reason));
        var arrival = await call.Client.ReleaseQuarantinedAsync(target.Mission, target.Environment, QuarantineId.Of(words, target), request, call.Ct);
        if (!call.Get(_noWait))
            arrival = await call.Client.SettledAsync(target.Mission, target.Environment, arrival.Id, call.Ct);
        call.Show(arrival, _ => call.Out.Line($"{arrival.Name} is {arrival.State.Replace('_', ' ')}: {arrival.Why}"));
        return arrival.State == "quarantined" ? ExitCode.Invalid : ExitCode.Done;
    }
}
