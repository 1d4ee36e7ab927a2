namespace Gantry.Cli;

/// <summary>Lists refused files.</summary>
internal sealed class QuarantineLsCommand : Verb
{
    private readonly TargetWords _target;

    public QuarantineLsCommand() : base("ls", "List the files that were refused, oldest first.") =>
        _target = new(this, "MISSION/ENV", "The environment.", mayBeEmpty: true);

    public override IReadOnlyList<string> Examples => ["gantry quarantine ls sentinel/ops"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, _) = _target.Read(call);
        var files = await call.AllAsync(call.Client.QuarantineAsync(target.Mission, target.Environment, call.Ct));
        call.Show(files, _ => call.Out.Table(["ID", "NAME", "WHY", "SIZE", "FROM", "REFUSED"], files.Items.Select(f => (string?[])
            [f.Id.ToString(), f.Name, f.Code, f.Sha256 is null ? "not kept" : Units.Size(f.SizeBytes), f.Source ?? f.SentBy, Units.Time(f.RefusedAt)])));
        if (!call.IsJson && files.Items.Count == 0)
            call.Error.Line($"Nothing is in quarantine in {target}.");
        return ExitCode.Done;
    }
}
