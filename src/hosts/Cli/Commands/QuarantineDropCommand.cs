using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Drops a refused file.</summary>
internal sealed class QuarantineDropCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<string> _reason = new("--reason") { Description = "Why; goes into the journal.", HelpName = "TEXT", Required = true };

    public QuarantineDropCommand() : base("drop", "Drop a refused file for good.")
    {
        _target = new(this, "MISSION/ENV ID", "The environment, then the file's id in quarantine.", mayBeEmpty: false);
        Add(_reason);
    }

    public override IReadOnlyList<string> Examples => ["gantry quarantine drop sentinel/ops 0198c0de-0000-7000-8000-000000000001 --reason 'sent by mistake'"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        var id = QuarantineId.Of(words, target);
        await call.Client.DropQuarantinedAsync(target.Mission, target.Environment, id, call.Get(_reason)!, call.Ct);
        call.Show(new { Dropped = id }, _ => call.Out.Line($"dropped {id}"));
        return ExitCode.Done;
    }
}
