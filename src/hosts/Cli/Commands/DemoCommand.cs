using System.CommandLine;

namespace Gantry.Cli;

/// <summary>A server with the sample missions, and the story of a file told on it.</summary>
internal sealed class DemoCommand : Verb
{
    private readonly Option<bool> _exit = new("--exit") { Description = "End after the story; the exit code is 0 only if every step held." };
    private readonly Option<int?> _port = new("--port") { Description = $"The port to listen on; else {DemoServer.UsualPort}, or a free one when that is taken.", HelpName = "N" };
    private readonly Option<string?> _keep = new("--keep") { Description = "Keep everything in this folder, which must be empty; else a temporary one is used and removed.", HelpName = "DIR" };
    private readonly Option<string?> _scanner = new("--scanner") { Description = "Where ClamAV's daemon listens; else it is looked for at the usual places, and the story goes without it where there is none.", HelpName = "SOCKET" };

    public DemoCommand() : base("demo", "See it work: a server on an empty folder, three sample missions, and files that come in, are checked and go out.")
    {
        Add(_exit);
        Add(_port);
        Add(_keep);
        Add(_scanner);
    }

    public override IReadOnlyList<string> Examples => ["gantry demo", "gantry demo --exit", "gantry demo --port 9000 --keep ./demo-data"];

    public override async Task<int> RunAsync(Call call)
    {
        var missions = SampleMissions.Find();
        using var folder = DemoFolder.Open(call.Get(_keep));
        var places = new DemoPlaces(folder.Path);
        var stage = new Stage(call);
        stage.Say("Gantry demo: the way of files through a ground segment, on an empty folder.");
        stage.Say();

        DemoServer? server = null;
        await stage.StepAsync("Start a server on an empty folder", async () =>
        {
            server = await DemoServer.StartAsync(places, call.Get(_port), call.Get(_scanner) ?? await DemoScanner.FindAsync(call.Ct));
            return $"{server.Address}, state and lake in {folder.Path}";
        });
        if (server is null)
            return ExitCode.NoServer;
        await using var running = server;
        using var story = new DemoStory(stage, server, places, missions, call);
        var hasHeld = await story.TellAsync();
        Epilogue(call, stage, server, places, hasHeld);
        if (hasHeld && !call.Get(_exit))
        {
            stage.Say("The journal goes on below; Ctrl-C ends the demo" + (folder.IsKept ? "." : " and removes its folder."));
            await stage.ShowJournalUntilAsync(server.WaitForStopAsync(), call.Ct);
        }
        await stage.StopJournalAsync();
        return hasHeld ? ExitCode.Done : ExitCode.Broke;
    }

    private static void Epilogue(Call call, Stage stage, DemoServer server, DemoPlaces places, bool hasHeld)
    {
        if (call.IsJson)
        {
            call.Show(new { server.Address, server.Name, server.Secret, Held = hasHeld, stage.Steps }, _ => { });
            call.Terminal.Out.Flush();
            return;
        }
        stage.Say();
        if (!hasHeld)
        {
            stage.Say("A step did not hold, so the story ends here.");
            return;
        }
        stage.Say($"Every step held. The server is at {server.Address}");
        stage.Say($"  portal    {(server.Portal == server.Address ? "open that address in a browser" : server.Portal)}");
        stage.Say($"  name      {server.Name}");
        stage.Say($"  password  {server.Secret}");
        stage.Say();
        stage.Say("Try next, in another terminal:");
        if (server.Address != Addresses.Default)
            stage.Say($"  export GANTRY_URL={server.Address}");
        stage.Say($"  ./gantry login {server.Name}                    # asks for the password above");
        stage.Say("  ./gantry missions                       # what stands where");
        stage.Say("  ./gantry ls sentinel/ops                # the files that just came in");
        stage.Say("  ./gantry sources ls sentinel/ops        # where they came from; 'routes ls' says where they went");
        stage.Say("  ./gantry quarantine ls sentinel/ops     # what was refused, and why");
        stage.Say("  ./gantry punctuality sentinel/ops       # what is on time, late or missing");
        stage.Say("  ./gantry tm watch swot/ops --display power                  # what the simulated spacecraft says; 'tm plot', 'tm alarms', 'tm limits' too");
        stage.Say("  ./gantry runs ls neo/ops                # what the asteroid night did; 'gantry batches ls neo/dev' has the shadow");
        stage.Say($"  ./gantry sample sentinel --into {places.Landing} --rate 2   # and watch them come in below");
        stage.Say("  ./gantry rollback sentinel --env aiv --reason 'a try'   # refused, and it says why");
        stage.Say($"  curl -u {server.Name}:{server.Secret} '{server.Address}/odata/v1/Products?$filter=startswith(Name,%27S1A%27)'");
        stage.Say();
    }
}
