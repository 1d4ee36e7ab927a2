using System.CommandLine;
using Gantry.Server;

namespace Gantry.Cli;

/// <summary>Runs a server here until it is told to stop.</summary>
internal sealed class UpCommand : Verb
{
    private readonly Option<string?> _data = new("--data") { Description = "Where the server keeps everything (data.folder).", HelpName = "DIR" };
    private readonly Option<int?> _port = new("--port") { Description = "The port to listen on (listen.port); 0 takes a free one.", HelpName = "N" };
    private readonly ServerFlags _flags;

    public UpCommand() : base("up", "Run a server here, until Ctrl-C.")
    {
        Add(_data);
        Add(_port);
        _flags = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry up",
        "gantry up --data ./gantry-data --port 9000",
        "gantry up --config /etc/gantry.yaml --set log.format=json",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var settings = _flags.Read(call, Shortcuts(call));
        return call.IsJson
            ? await RunWithJsonAsync(call, settings)
            : await GantryServer.RunAsync(settings, call.Terminal.Out, call.Terminal.Error);
    }

    private IEnumerable<string> Shortcuts(Call call)
    {
        if (call.Get(_data) is { } data)
            yield return $"data.folder={Path.GetFullPath(data)}";
        if (call.Get(_port) is { } port)
            yield return $"listen.port={port}";
    }

    // For programs that start a server: one document as soon as it is ready, and then silence.
    private static async Task<int> RunWithJsonAsync(Call call, Settings settings)
    {
        await using var server = await ServerStart.StartAsync(settings);
        call.Show(new { server.Address, server.Notices }, _ => { });
        await call.Terminal.Out.FlushAsync(call.Ct);
        await server.WaitForStopAsync();
        return ExitCode.Done;
    }
}
