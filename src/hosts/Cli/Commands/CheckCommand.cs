using System.CommandLine;
using Gantry.Api;
using Gantry.Client;

namespace Gantry.Cli;

/// <summary>Checks mission folders without a server, with the very check that a server makes.</summary>
internal sealed class CheckCommand : Verb
{
    private readonly Argument<string[]> _folders = new("FOLDER") { Description = "Mission folders.", Arity = ArgumentArity.OneOrMore };

    public CheckCommand() : base("check", "Check mission folders, without a server.") => Add(_folders);

    public override IReadOnlyList<string> Examples => ["gantry check missions/sentinel", "gantry check missions/*", "gantry check --json . | jq '.folders[].findings'"];

    public override async Task<int> RunAsync(Call call)
    {
        var answers = new List<FolderCheck>();
        foreach (var folder in call.Get(_folders))
            answers.Add(await CheckAsync(folder, call.Ct));
        call.Show(new { Folders = answers }, _ => answers.ForEach(answer => Tell(call, answer)));
        return answers.TrueForAll(a => a.IsSound) ? ExitCode.Done : ExitCode.Invalid;
    }

    private static async Task<FolderCheck> CheckAsync(string root, CancellationToken ct)
    {
        if (!MissionFolder.Open(root).TryGet(out var folder, out var fault))
            return fault.Findings.Count > 0 ? new(root, null, 0, Views(fault.Findings)) : throw new FaultException(fault);
        var findings = MissionCheck.Run(Server.Areas.Parts, folder.Read());
        return new(root, (await folder.ReleaseIdAsync(ct)).Hex, folder.Files.Count, Views(findings));
    }

    private static void Tell(Call call, FolderCheck answer)
    {
        foreach (var finding in answer.Findings)
            call.Out.Line(Findings.Line(answer.Folder, finding));
        if (answer.IsSound)
            call.Out.Line($"{answer.Folder} is sound: {Units.Count(answer.Files, "file", "files")}, release {Units.Short(answer.Release)}", "green");
        else
            call.Error.Line($"{answer.Folder} has {Units.Count(answer.Findings.Count, "mistake", "mistakes")}.", "red");
    }

    private static List<ProblemFinding> Views(IEnumerable<Finding> findings) =>
        [.. findings.Select(f => new ProblemFinding(f.File, f.Line, f.Column, f.Message))];

    /// <summary>What a check found in one folder; the release is what the folder would become.</summary>
    private sealed record FolderCheck(string Folder, string? Release, int Files, IReadOnlyList<ProblemFinding> Findings)
    {
        public bool IsSound => Findings.Count == 0;
    }
}
