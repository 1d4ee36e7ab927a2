using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using static Gantry.Cli.DemoCast;

namespace Gantry.Cli;

/// <summary>How files go out: told of, delivered, listed and downloaded; and whether all that was in time.</summary>
internal sealed class DepartureScenes(DemoCast cast)
{
    private const string Filter = "$filter=startswith(Name,'S1A')";

    public async Task<string?> SubscribeAsync()
    {
        var made = await cast.Client.SubscribeAsync(new("contains(Name,'_AUX_')", DemoMission.Name, Rungs.Ops, cast.Listener.Address), cast.Ct);
        return $"{made.Filter} -> POST {made.Endpoint}";
    }

    public async Task<string?> ToldAsync()
    {
        var expected = cast.Files.Published.Select(f => f.Name).ToHashSet();
        await cast.SeeAsync(() => Task.FromResult(expected.IsSubsetOf(cast.Listener.Told) ? expected : null),
            $"it was not told of all {expected.Count} products");
        return $"{cast.Listener.Told.Distinct().Count()} notifications, in the order of publication";
    }

    public async Task<string?> DeliveredAsync()
    {
        SampleFile[] expected = [.. cast.Files.Orbits.Append(cast.Files.Late).Where(f => !f.Name.Contains("POEORB", StringComparison.Ordinal))];
        var route = await cast.SeeAsync(async () =>
        {
            var seen = await cast.Client.RouteAsync(DemoMission.Name, Rungs.Ops, "planning", cast.Ct);
            return seen.Delivered >= expected.Length ? seen : null;
        }, "not all of them are delivered");
        foreach (var file in expected)
            Hold(Digest.Of(await File.ReadAllBytesAsync(Path.Combine(cast.Places.PlanningInbox, file.Name), cast.Ct)) == file.Digest, $"{file.Name} arrived changed.");
        return $"{route.Delivered} files in {Path.GetRelativePath(cast.Places.Root, cast.Places.PlanningInbox)}, each with a receipt";
    }

    public async Task<string?> PunctualAsync()
    {
        var orbits = await cast.SeeAsync(async () =>
            (await cast.Client.PunctualityAsync(DemoMission.Name, Rungs.Ops, cast.Ct)).FirstOrDefault(t => t is { Type: "AUX_RESORB", Published: 3 }),
            "the three restituted orbits are not counted");
        Hold(orbits.Late == 1, $"{orbits.Late} of them count as late, and one is.");
        await foreach (var late in cast.Client.LateProductsAsync(DemoMission.Name, Rungs.Ops, orbits.Type, cast.Ct))
        {
            Hold(late.Name == cast.Files.Late.Name, $"{late.Name} counts as late, and is not.");
            return $"{orbits.Type}: {orbits.Published} published, {orbits.Late} late: {late.Name} took {Units.Span(TimeSpan.FromSeconds(late.TookSeconds))}, {Units.Span(TimeSpan.FromSeconds(orbits.TimelinessSeconds!.Value))} are allowed";
        }
        throw new StepFailedException("The late one is counted and not listed.");
    }

    public async Task<string?> ListAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(cast.Server.Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{cast.Server.Name}:{cast.Server.Secret}")));
        var door = $"/missions/{DemoMission.Name}/{Rungs.Ops}/odata/v1/Products?{Filter}";
        var answer = JsonNode.Parse(await http.GetStringAsync(door, cast.Ct));
        var names = answer!["value"]!.AsArray().Select(p => (string)p!["Name"]!).ToList();
        var expected = cast.Files.Published.Select(f => f.Name).Where(n => n.StartsWith("S1A", StringComparison.Ordinal));
        Hold(expected.ToHashSet().SetEquals(names), $"The list holds {string.Join(", ", names.DefaultIfEmpty("nothing"))}.");
        return $"GET {door} -> {names.Count} of {cast.Files.Published.Count()}";
    }

    public async Task<string?> DownloadAsync()
    {
        var file = cast.Files.Orbits[0];
        var product = await cast.Client.ProductAsync(DemoMission.Name, Rungs.Ops, file.Name, cast.Ct);
        Directory.CreateDirectory(cast.Places.Downloads);
        var here = Path.Combine(cast.Places.Downloads, file.Name);
        await cast.Client.DownloadAsync(product, here, ct: cast.Ct);
        Hold(Digest.Of(await File.ReadAllBytesAsync(here, cast.Ct)) == file.Digest, "What came out is not what went in.");
        return $"{file.Name}, {Units.Size(product.SizeBytes)}, SHA-256 {file.Digest.Short}…";
    }
}
