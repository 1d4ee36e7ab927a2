namespace Gantry.Cli;

/// <summary>Pauses a source.</summary>
internal sealed class SourcesPauseCommand : Verb
{
    private readonly SourceWords _source;

    public SourcesPauseCommand() : base("pause", "Pause a source: nothing is looked for until it is resumed.") => _source = new(this);

    public override IReadOnlyList<string> Examples => ["gantry sources pause sentinel/ops auxip"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, name) = _source.Read(call);
        var source = await call.Client.PauseSourceAsync(target.Mission, target.Environment, name, call.Ct);
        call.Show(source, s => SourceWords.Tell(call, s));
        return ExitCode.Done;
    }
}
