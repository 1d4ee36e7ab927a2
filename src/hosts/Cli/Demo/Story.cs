using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gantry.Api;
using Gantry.Client;

namespace Gantry.Cli;

/// <summary>The demo's story, step by step. A step that does not hold is told and the rest goes on where it can.</summary>
internal sealed class Story(Call call, GantryClient client, string missions, string secret, string folder)
{
    private readonly List<ProductView> _put = [];
    private bool _allHeld = true;

    public async Task<bool> TellAsync()
    {
        call.Out.Line($"Gantry is up at {client.Address}", "bold");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(call.Ct);
        var journal = ShowJournalAsync(end.Token);

        await StepAsync("Three missions are applied: each folder becomes a release in dev", ApplyAsync);
        await StepAsync("sentinel is promoted: dev, aiv, ops; no rung is skipped", PromoteAsync);
        await StepAsync("Five orbit files arrive and are recognised by their names", PutAsync);
        await StepAsync("The same file once more is the same product", PutAgainAsync);
        await StepAsync("A file whose bytes are not the announced ones is refused", LieAsync);
        await StepAsync("A client of the standard interface finds and takes one, and it is the same to the bit", TakeAsync);
        await StepAsync("A wrong release is rolled back and held", RollBackAsync);
        await StepAsync("The journal tells all of it, in one order, without gaps", CheckJournalAsync);

        await end.CancelAsync();
        await journal;
        TellWhatNext();
        return _allHeld;
    }

    private async Task StepAsync(string what, Func<Task<string>> step)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var result = await step();
            call.Out.Line($"✓ {what}: {result} ({Units.Duration(watch.Elapsed)})", "green");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _allHeld = false;
            call.Out.Line($"✗ {what}: {e.Message}", "red");
        }
    }

    private async Task<string> ApplyAsync()
    {
        var made = new List<string>();
        foreach (var mission in (string[])["neo", "sentinel", "swot"])
        {
            var applied = await client.ApplyAsync(mission, LocalFolder.Open(Path.Combine(missions, mission)), ct: call.Ct);
            made.Add($"{mission} {Units.Short(applied.Release.Id)}");
        }
        return string.Join(", ", made);
    }

    private async Task<string> PromoteAsync()
    {
        await Expect.RefusalAsync("delivery.nothing_below", () => client.PromoteAsync("sentinel", Rungs.Ops, ct: call.Ct));
        await client.PromoteAsync("sentinel", Rungs.Aiv, ct: call.Ct);
        var ops = await client.PromoteAsync("sentinel", Rungs.Ops, ct: call.Ct);
        return $"{Units.Short(ops.Environment.Release)} stands in ops";
    }

    private async Task<string> PutAsync()
    {
        foreach (var (name, content) in OrbitFiles.Make())
            _put.Add((await client.PutProductAsync("sentinel", Rungs.Ops, name, () => new MemoryStream(content), ct: call.Ct)).Product);
        return string.Join(", ", _put.GroupBy(p => p.Type).Select(g => $"{g.Count()} {g.Key}"));
    }

    private async Task<string> PutAgainAsync()
    {
        var (name, content) = OrbitFiles.Make()[0];
        var again = await client.PutProductAsync("sentinel", Rungs.Ops, name, () => new MemoryStream(content), ct: call.Ct);
        Expect.That(!again.IsNew && again.Product.Id == _put[0].Id, "it became another product");
        return "answered with the product that is there";
    }

    private async Task<string> LieAsync()
    {
        var refusal = await Expect.RefusalAsync("hub.checksum_mismatch", () => client.PutProductAsync(
            "sentinel", Rungs.Ops, OrbitFiles.Name("S1A", 99), () => new MemoryStream([1, 2, 3]), Digest.Of("something else"), ct: call.Ct));
        return refusal.Problem.Code!;
    }

    // By plain HTTP and not by the typed client: this is what a stranger's harvester does.
    private async Task<string> TakeAsync()
    {
        using var stranger = new HttpClient { BaseAddress = client.Address };
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{secret}")));
        var page = JsonNode.Parse(await stranger.GetStringAsync("/odata/v1/Products?$filter=startswith(Name,'S1A_OPER_AUX')&$orderby=PublicationDate desc&$top=1", call.Ct))!;
        var newest = page["value"]![0]!;
        var bytes = await stranger.GetByteArrayAsync($"/odata/v1/Products({newest["Id"]})/$value", call.Ct);
        var announced = newest["Checksum"]!.AsArray().Single(c => c!["Algorithm"]!.GetValue<string>() == "SHA256")!["Value"]!.GetValue<string>();
        Expect.That(Convert.ToHexStringLower(SHA256.HashData(bytes)) == announced, "the bytes are not the listed ones");
        return $"{newest["Name"]}, {Units.Size(bytes.Length)}";
    }

    private async Task<string> RollBackAsync()
    {
        var changed = Directory.CreateDirectory(Path.Combine(folder, "changed-swot"));
        foreach (var file in Directory.GetFiles(Path.Combine(missions, "swot")))
            File.Copy(file, Path.Combine(changed.FullName, Path.GetFileName(file)));
        await File.AppendAllTextAsync(Path.Combine(changed.FullName, "README.md"), "\nA change that turns out wrong.\n", call.Ct);
        await client.ApplyAsync("swot", LocalFolder.Open(changed.FullName), ct: call.Ct);
        var back = await client.RollbackAsync("swot", Rungs.Dev, new RollbackRequest(Reason: "the change was wrong"), call.Ct);
        Expect.That(back.Environment.IsHeld, "it is not held");
        return $"dev of swot is at {Units.Short(back.Environment.Release)} again, held: {back.Environment.HoldReason}";
    }

    private async Task<string> CheckJournalAsync()
    {
        var places = new List<long>();
        for (var after = 0L; await client.JournalAsync(new(), after, 1000, call.Ct) is { Items.Count: > 0 } page; after = places[^1])
            places.AddRange(page.Items.Select(e => e.Sequence));
        Expect.That(places.Select((place, i) => place == i + 1).All(inOrder => inOrder), "there is a gap");
        return $"{places.Count} entries";
    }

    private async Task ShowJournalAsync(CancellationToken ct)
    {
        try
        {
            await foreach (var entry in client.FollowAsync(new(), after: 0, ct: ct))
                call.Out.Line("  " + EntryLine.Of(entry), "dim");
        }
        catch (OperationCanceledException)
        {
            // The story is told.
        }
    }

    private void TellWhatNext()
    {
        call.Out.Line();
        call.Out.Line(_allHeld ? "Every step held. Try it yourself, in another terminal:" : "Not every step held; the lines with ✗ say which.", "bold");
        call.Out.Line($"  export GANTRY_URL={client.Address.ToString().TrimEnd('/')}");
        call.Out.Line($"  ./gantry login --user admin                      the secret is {secret}");
        call.Out.Line("  ./gantry missions                                what stands where");
        call.Out.Line("  ./gantry ls sentinel/ops                         the products of an environment");
        call.Out.Line("  ./gantry journal --follow                        what happens, as it happens");
        call.Out.Line("  ./gantry plan missions/neo                       what an apply would change");
        call.Out.Line($"  curl -u admin:{secret} \"$GANTRY_URL/odata/v1/Products?\\$top=2\"");
    }
}
