using System.CommandLine;
using Gantry.Operations;

namespace Gantry.Cli;

/// <summary>Says which version this is, or a server is.</summary>
internal sealed class VersionCommand : Verb
{
    private readonly Option<bool> _server = new("--server") { Description = "The version of the server at --url instead." };

    public VersionCommand() : base("version", "Show the version.") => Add(_server);

    public override IReadOnlyList<string> Examples => ["gantry version", "gantry version --server"];

    public override async Task<int> RunAsync(Call call)
    {
        var version = call.Get(_server) ? await call.Client.VersionAsync(call.Ct) : ThisProgram.Version;
        call.Show(version, _ => call.Out.Line($"{version.Product} {version.Version} ({version.Runtime})"));
        return ExitCode.Done;
    }
}
