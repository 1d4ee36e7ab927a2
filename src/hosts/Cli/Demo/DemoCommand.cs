using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Gantry.Client;
using Gantry.Server;

namespace Gantry.Cli;

/// <summary>A server on an empty temporary folder, and a story told on it: every step is done for real and checked.</summary>
internal sealed class DemoCommand : Verb
{
    private const int UsualPort = 8420;

    private readonly Option<bool> _exit = new("--exit") { Description = "End after the story; the exit code is 0 only if every step held." };
    private readonly Option<int?> _port = new("--port") { Description = $"The port to listen on; {UsualPort} when it is free, else any.", HelpName = "N" };
    private readonly Option<string?> _keep = new("--keep") { Description = "Keep everything in this folder; else it is temporary and goes with the demo.", HelpName = "DIR" };

    public DemoCommand() : base("demo", "See it work: a server with sample missions, files and a live journal.")
    {
        Add(_exit);
        Add(_port);
        Add(_keep);
    }

    public override IReadOnlyList<string> Examples => ["gantry demo", "gantry demo --exit", "gantry demo --port 9000 --keep ./demo-data"];

    public override async Task<int> RunAsync(Call call)
    {
        var missions = FindMissions();
        var folder = call.Get(_keep) is { } kept ? Path.GetFullPath(kept) : Directory.CreateTempSubdirectory("gantry-demo-").FullName;
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        try
        {
            await using var server = await ServerStart.StartAsync(SettingsFor(folder, call.Get(_port) ?? UsualIfFree(), secret));
            using var client = new GantryClient(new Uri(server.Address), Credentials.Basic("admin", secret));
            var held = await new Story(call, client, missions, secret, folder).TellAsync();
            if (call.Get(_exit))
                return held ? ExitCode.Done : ExitCode.Broke;
            await StayAsync(call);
            return held ? ExitCode.Done : ExitCode.Broke;
        }
        finally
        {
            if (call.Get(_keep) is null)
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task StayAsync(Call call)
    {
        call.Out.Line();
        call.Out.Line("The server stays up until Ctrl-C.", "bold");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, call.Ct);
        }
        catch (OperationCanceledException)
        {
            call.Out.Line("Stopping.");
        }
    }

    private static Settings SettingsFor(string folder, int port, string secret)
    {
        string[] flags =
        [
            "--set", $"data.folder={folder}", "--set", $"listen.port={port}", "--set", "listen.address=127.0.0.1",
            "--set", "log.level=warning", "--set", $"access.initial-secret={secret}",
        ];
        // Read from the demo's own folder, so that a gantry.yaml where one happens to stand has no part in it.
        return SettingsSources.Read(folder, flags).TryGet(out var settings, out var fault) ? settings : throw new UsageException(fault.Message);
    }

    private static int UsualIfFree()
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, UsualPort);
            probe.Start();
            return UsualPort;
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private static string FindMissions()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var missions = Path.Combine(folder.FullName, "missions");
            if (File.Exists(Path.Combine(missions, "sentinel", "mission.yaml")))
                return missions;
        }
        throw new UsageException("The sample missions are not here; the demo needs the folder 'missions' of the source tree.");
    }
}
