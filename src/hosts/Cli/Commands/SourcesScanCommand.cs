namespace Gantry.Cli;

/// <summary>Has a source looked at at once.</summary>
internal sealed class SourcesScanCommand : Verb
{
    private readonly SourceWords _source;

    public SourcesScanCommand() : base("scan", "Look at a source now, even while it is paused.") => _source = new(this);

    public override IReadOnlyList<string> Examples => ["gantry sources scan sentinel/ops auxip"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, name) = _source.Read(call);
        var source = await call.Client.ScanSourceAsync(target.Mission, target.Environment, name, call.Ct);
        call.Show(source, s => call.Out.Line($"The node that works {target} {s.Name} looks at {s.Place} now."));
        return ExitCode.Done;
    }
}
