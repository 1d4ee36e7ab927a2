namespace Gantry.Cli;

/// <summary>Shows one source.</summary>
internal sealed class SourcesShowCommand : Verb
{
    private readonly SourceWords _source;

    public SourcesShowCommand() : base("show", "Show how a source stands.") => _source = new(this);

    public override IReadOnlyList<string> Examples => ["gantry sources show sentinel/ops auxip"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, name) = _source.Read(call);
        var source = await call.Client.SourceAsync(target.Mission, target.Environment, name, call.Ct);
        call.Show(source, s => SourceWords.Tell(call, s));
        return ExitCode.Done;
    }
}
