using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Has files tried again that were put aside.</summary>
internal sealed class SourcesRetryCommand : Verb
{
    private readonly SourceWords _source;
    private readonly Option<string?> _path = new("--path") { Description = "Only this file, by its path at the source.", HelpName = "PATH" };

    public SourcesRetryCommand() : base("retry", "Try files again that were put aside: all of them, or one.")
    {
        _source = new(this);
        Add(_path);
    }

    public override IReadOnlyList<string> Examples => ["gantry sources retry sentinel/ops auxip", "gantry sources retry sentinel/ops inbox --path in/night.psv"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, name) = _source.Read(call);
        var answer = await call.Client.RetrySourceFilesAsync(target.Mission, target.Environment, name, call.Get(_path), call.Ct);
        call.Show(answer, a => call.Out.Line($"{(a.Files == 1 ? "1 file is" : $"{a.Files} files are")} tried again."));
        return ExitCode.Done;
    }
}
