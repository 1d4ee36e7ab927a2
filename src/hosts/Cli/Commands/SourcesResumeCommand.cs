namespace Gantry.Cli;

/// <summary>Lets a paused source go on.</summary>
internal sealed class SourcesResumeCommand : Verb
{
    private readonly SourceWords _source;

    public SourcesResumeCommand() : base("resume", "Let a paused source go on.") => _source = new(this);

    public override IReadOnlyList<string> Examples => ["gantry sources resume sentinel/ops auxip"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, name) = _source.Read(call);
        var source = await call.Client.ResumeSourceAsync(target.Mission, target.Environment, name, call.Ct);
        call.Show(source, s => SourceWords.Tell(call, s));
        return ExitCode.Done;
    }
}
