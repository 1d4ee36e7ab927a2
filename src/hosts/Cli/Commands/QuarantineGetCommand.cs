using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Downloads a refused file's bytes.</summary>
internal sealed class QuarantineGetCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<string> _output = new("--output", "-o") { Description = "The file they go to, which must not be there yet.", HelpName = "FILE", Required = true };

    public QuarantineGetCommand() : base("get", "Download the bytes of a refused file, which may be malware.")
    {
        _target = new(this, "MISSION/ENV ID", "The environment, then the file's id in quarantine.", mayBeEmpty: false);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["gantry quarantine get sentinel/ops 0198c0de-0000-7000-8000-000000000001 -o suspect.bin"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        var (id, path) = (QuarantineId.Of(words, target), call.Get(_output)!);
        var file = await call.Client.QuarantinedAsync(target.Mission, target.Environment, id, call.Ct);
        if (File.Exists(path))
            throw new FaultException(new(FaultKind.Conflict, "cli.file_exists", $"There is a file {path} here. Move it away, or name another."));
        await using (var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
            await call.Client.FetchQuarantinedAsync(target.Mission, target.Environment, id, output, call.Ct);
        call.Show(file, _ => call.Error.Line($"{path} holds what was refused as {file.Code}. Handle it with care."));
        return ExitCode.Done;
    }
}
