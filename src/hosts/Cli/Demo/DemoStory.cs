using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gantry.Client;

namespace Gantry.Cli;

/// <summary>The story, in its order: folder, release, ladder, files in, list, file out, and a lie that is refused.</summary>
internal sealed class DemoStory(Stage stage, DemoServer server, string missions, string folder, Call call) : IDisposable
{
    private const string Mission = "sentinel";
    private const string Filter = "$filter=startswith(Name,'S1A')";

    private readonly Uri _address = new(server.Address);
    private GantryClient? _client;
    private LoginInMemory? _login;

    private GantryClient Client => _client ?? throw new InvalidOperationException("Nobody has logged in yet.");

    /// <summary>Tells it, to the first step that does not hold.</summary>
    public async Task<bool> TellAsync() =>
        await stage.StepAsync($"Log in as {server.Name}", LogInAsync)
        && await stage.StepAsync("Apply the three sample missions: each folder becomes a release in dev", ApplyAsync)
        && await stage.StepAsync($"Promote {Mission} from dev to aiv", () => PromoteAsync(Rungs.Aiv))
        && await stage.StepAsync($"Promote {Mission} from aiv to ops", () => PromoteAsync(Rungs.Ops))
        && await stage.StepAsync($"Put {SampleOrbits.All.Count} orbit files into {Mission}/ops", PutAsync)
        && await stage.StepAsync("List Sentinel-1A's over OData, like any client", ListAsync)
        && await stage.StepAsync("Download one and verify its SHA-256", DownloadAsync)
        && await stage.StepAsync("Send one with a wrong digest, to see it refused", LieAsync);

    public void Dispose()
    {
        _client?.Dispose();
        _login?.Dispose();
    }

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
        var releases = new List<string>();
        foreach (var name in SampleMissions.Names)
        {
            var applied = await Client.ApplyAsync(name, LocalFolder.Open(Path.Combine(missions, name)), ct: call.Ct);
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

    private async Task<string?> PutAsync()
    {
        foreach (var file in SampleOrbits.All)
        {
            var put = await Client.PutProductAsync(Mission, Rungs.Ops, file.Name, file.Open, file.Digest, ct: call.Ct);
            Hold(put.IsNew && put.Product?.Type is not null, $"{file.Name} was not taken in as a known type.");
        }
        return null;
    }

    private async Task<string?> ListAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = _address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{server.Name}:{server.Secret}")));
        var answer = JsonNode.Parse(await http.GetStringAsync("/odata/v1/Products?" + Filter, call.Ct));
        var names = answer!["value"]!.AsArray().Select(p => (string)p!["Name"]!).ToList();
        var expected = SampleOrbits.All.Select(f => f.Name).Where(n => n.StartsWith("S1A", StringComparison.Ordinal));
        Hold(expected.ToHashSet().SetEquals(names), $"The list holds {string.Join(", ", names.DefaultIfEmpty("nothing"))}.");
        return $"GET /odata/v1/Products?{Filter} -> {names.Count} of {SampleOrbits.All.Count}";
    }

    private async Task<string?> DownloadAsync()
    {
        var file = SampleOrbits.All[0];
        var product = await Client.ProductAsync(Mission, Rungs.Ops, file.Name, call.Ct);
        var here = Path.Combine(folder, "downloads", file.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(here)!);
        await Client.DownloadAsync(product, here, ct: call.Ct);
        Hold(Digest.Of(await File.ReadAllBytesAsync(here, call.Ct)) == file.Digest, "What came out is not what went in.");
        return $"{file.Name}, {Units.Size(product.SizeBytes)}, SHA-256 {file.Digest.Short}…";
    }

    private async Task<string?> LieAsync()
    {
        var file = SampleOrbits.All[0];
        var name = file.Name.Replace("20260101T021253", "20260101T021254", StringComparison.Ordinal);
        try
        {
            await Client.PutProductAsync(Mission, Rungs.Ops, name, file.Open, Digest.Of("something else"), ct: call.Ct);
        }
        catch (GantryRefusedException e) when (e.Problem.Code == "hub.checksum_mismatch")
        {
            Hold(await IsMissingAsync(name), "It was refused, and kept all the same.");
            return $"{e.Problem.Code}: {e.Message}";
        }
        throw new StepFailedException("It was taken in.");
    }

    private async Task<bool> IsMissingAsync(string name)
    {
        try
        {
            await Client.ProductAsync(Mission, Rungs.Ops, name, call.Ct);
            return false;
        }
        catch (GantryRefusedException e) when (e.Kind == FaultKind.Missing)
        {
            return true;
        }
    }

    private static void Hold(bool condition, string otherwise)
    {
        if (!condition)
            throw new StepFailedException(otherwise);
    }
}

/// <summary>A step of the story did not hold.</summary>
internal sealed class StepFailedException(string message) : Exception(message);
