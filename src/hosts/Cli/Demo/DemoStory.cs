using Gantry.Client;
using static Gantry.Cli.DemoCast;

namespace Gantry.Cli;

/// <summary>The story, in its order: folder, release, ladder, files in over two kinds of source, what is refused, and the ways out.</summary>
internal sealed class DemoStory(Stage stage, DemoServer server, DemoPlaces places, string missions, Call call) : IDisposable
{
    private const string Mission = DemoMission.Name;

    private readonly Uri _address = new(server.Address);
    private readonly DemoListener _listener = DemoListener.Start();
    private readonly DemoFiles _files = new(Second(call.Clock.GetUtcNow().UtcDateTime));
    private GantryClient? _client;
    private LoginInMemory? _login;

    private GantryClient Client => _client ?? throw new InvalidOperationException("Nobody has logged in yet.");

    /// <summary>Tells it, to the first step that does not hold.</summary>
    public async Task<bool> TellAsync() =>
        await stage.StepAsync($"Log in as {server.Name}", LogInAsync)
        && await stage.StepAsync("Apply the three sample missions: each folder becomes a release in dev", ApplyAsync)
        && await stage.StepAsync($"Promote {Mission} from dev to aiv", () => PromoteAsync(Rungs.Aiv))
        && await stage.StepAsync("Give ops the secret by which it reads a neighbour's interface", GiveSecretAsync)
        && await stage.StepAsync($"Promote {Mission} from aiv to ops: its sources and routes begin to work", () => PromoteAsync(Rungs.Ops))
        && await TellTheWayAsync(new(Client, server, places, _files, _listener, call));

    public void Dispose()
    {
        _listener.Dispose();
        _client?.Dispose();
        _login?.Dispose();
    }

    private async Task<bool> TellTheWayAsync(DemoCast cast)
    {
        var (arrivals, departures) = (new ArrivalScenes(cast), new DepartureScenes(cast));
        return await stage.StepAsync("Subscribe to auxiliary files, with an endpoint in this process", departures.SubscribeAsync)
            && await stage.StepAsync("Drop orbits into a watched folder, one of them three hours old", arrivals.LandAsync)
            && await stage.StepAsync("Let a neighbour publish calibration, and pull it over OData", arrivals.PullAsync)
            && await stage.StepAsync("Drop a batch of weather: it is unpacked on the way", arrivals.UnpackAsync)
            && await stage.StepAsync("Drop an orbit that is torn: it waits in quarantine", arrivals.TearAsync)
            && (server.HasScanner
                ? await stage.StepAsync("Drop an infected file (EICAR): it waits in quarantine", arrivals.InfectAsync)
                : await stage.StepAsync("No scanner runs on this machine, and the products say so", arrivals.SeeNotScannedAsync))
            && await stage.StepAsync("Look whether the subscriber was told of each", departures.ToldAsync)
            && await stage.StepAsync("Look whether a route delivered the planning tool's orbits", departures.DeliveredAsync)
            && await stage.StepAsync("Look what came in time", departures.PunctualAsync)
            && await stage.StepAsync("List Sentinel-1A's over OData, like any client", departures.ListAsync)
            && await stage.StepAsync("Download one and verify its SHA-256", departures.DownloadAsync)
            && await stage.StepAsync("Send one with a wrong digest, to see it refused", arrivals.LieAsync)
            && await TellTheFlightAsync(new(cast, missions))
            && (NightScenes.MayBeSeen
                ? await TellTheNightAsync(new(cast, missions))
                : await stage.StepAsync("The asteroid night is left out: its steps would not see this .NET SDK, which does not lie below /usr", () => Task.FromResult<string?>(null)));
    }

    private async Task<bool> TellTheFlightAsync(SpacecraftScenes flight) =>
        await stage.StepAsync("Promote swot to aiv and ops: its simulated spacecraft flies, and packets arrive", flight.FlyAsync)
        && await stage.StepAsync("Follow some of its values live", flight.WatchAsync)
        && await stage.StepAsync("Narrow a limit while it flies: the voltage breaks it, and there is an alarm", flight.NarrowAsync)
        && await stage.StepAsync("Acknowledge the alarm and lift the limit: it is over", flight.AcknowledgeAsync)
        && await stage.StepAsync("Change the database in dev, and see in words what is different", flight.ChangeAsync)
        && await stage.StepAsync("Promote it to aiv and ops: it takes over without a restart", flight.TakeOverAsync);

    private async Task<bool> TellTheNightAsync(NightScenes night) =>
        await stage.StepAsync("Promote neo, the asteroid mission, to aiv and ops", night.PromoteAsync)
        && await stage.StepAsync("Let a pipeline make a night of astrometry, as observers would send it", night.ObserveAsync)
        && await stage.StepAsync("Play the night: orbits, approaches, a risk list, priorities and plots", night.PlayAsync)
        && await stage.StepAsync("Change a step of it in dev: the Palermo scale counts from the computation", night.ChangeAsync)
        && await stage.StepAsync("Run it in shadow beside what ops did, and see what would differ", night.ShadowAsync)
        && await stage.StepAsync("Promote the change to aiv and ops", night.BringUpAsync);

    private async Task<string?> LogInAsync()
    {
        using var nobody = new GantryClient(_address);
        _login = new(await nobody.LogInAsync(server.Name, server.Secret, call.Ct));
        _client = new(_address, Credentials.Login(_login));
        stage.FollowJournal(_client);
        return null;
    }

    private async Task<string?> ApplyAsync()
    {
        DemoMission.Write(missions, places, server.Address);
        var releases = new List<string>();
        foreach (var name in SampleMissions.Names)
        {
            var folder = LocalFolder.Open(name == Mission ? places.Sentinel : Path.Combine(missions, name));
            var applied = await LocalFolder.SendAsync(folder, () => Client.ApplyAsync(name, folder, ct: call.Ct));
            releases.Add($"{name} {Units.Short(applied.Release.Id)}");
        }
        return string.Join(", ", releases);
    }

    private async Task<string?> PromoteAsync(string environment)
    {
        var moved = await Client.PromoteAsync(Mission, environment, new(Reason: "demo"), call.Ct);
        Hold(moved.Moved, $"{environment} did not move.");
        return null;
    }

    private async Task<string?> GiveSecretAsync()
    {
        var neighbour = await Client.CreateUserAsync(new(DemoMission.Neighbour, "service", Grants: [Grants.Read($"viewer:{Mission}:{Rungs.Dev}")]), call.Ct);
        var set = await Client.SetSecretAsync(Mission, Rungs.Ops, DemoMission.Secret, neighbour.Secret!, call.Ct);
        return $"{Mission}/{Rungs.Ops} has the secret '{set.Name}'; nobody can read it back";
    }

    private static DateTime Second(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
