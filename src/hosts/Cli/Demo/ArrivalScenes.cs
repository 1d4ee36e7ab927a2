using Gantry.Client;
using static Gantry.Cli.DemoCast;

namespace Gantry.Cli;

/// <summary>How files come in: over two kinds of source, in an archive, torn, infected, and with a lie.</summary>
internal sealed class ArrivalScenes(DemoCast cast)
{
    public async Task<string?> LandAsync()
    {
        foreach (var file in cast.Files.Orbits)
            await file.WriteAsync(cast.Places.Landing, cast.Ct);
        await cast.Files.Late.WriteAsync(cast.Places.Landing, cast.Ct, madeAt: cast.Call.Clock.GetUtcNow().UtcDateTime.AddHours(-3));
        var products = await cast.PublishedAsync([.. cast.Files.Orbits, cast.Files.Late]);
        Hold(products.All(p => p.Source == "landing" && p.Type is not null && p.ValidFrom is not null), "Not all of them say what they are and where they come from.");
        return $"{products.Count} products from the source 'landing', {Units.Size(products.Sum(p => p.SizeBytes))}; validity and satellite read from their headers";
    }

    public async Task<string?> PullAsync()
    {
        foreach (var file in cast.Files.Calibration)
            await cast.Client.PutProductAsync(DemoMission.Name, Rungs.Dev, file.Name, file.Open, file.Digest, ct: cast.Ct);
        var products = await cast.PublishedAsync(cast.Files.Calibration);
        Hold(products.Zip(cast.Files.Calibration).All(pair => pair.First.Source == "auxip" && pair.First.Sha256 == pair.Second.Digest.Hex), "What was pulled is not what was published there.");
        return $"{products.Count} products from the source 'auxip', with an OAuth2 token, their declared checksums verified";
    }

    public async Task<string?> UnpackAsync()
    {
        var batch = cast.Files.Batch;
        await batch.WriteAsync(cast.Places.Landing, cast.Ct);
        var products = await cast.PublishedAsync(cast.Files.Weather);
        Hold(products.All(p => p.Attributes is { } known && known.TryGetValue("parentIdentifier", out var parent) && parent.ToString() == batch.Name), "Not all of them name the archive they were in.");
        return $"{batch.Name} -> {string.Join(", ", products.Select(p => p.Type))}";
    }

    public async Task<string?> TearAsync()
    {
        var torn = cast.Files.Torn;
        await torn.WriteAsync(cast.Places.Landing, cast.Ct);
        var refused = await cast.QuarantinedAsync(torn);
        Hold(refused.Code == "hub.bad_metadata" && await cast.FindAsync(torn.Name) is null, $"It was refused as {refused.Code}, or published all the same.");
        return $"{refused.Code}: {refused.Reason}";
    }

    public async Task<string?> InfectAsync()
    {
        var infected = cast.Files.Infected;
        await infected.WriteAsync(cast.Places.Landing, cast.Ct);
        var refused = await cast.QuarantinedAsync(infected);
        Hold(refused.Code == "hub.infected" && await cast.FindAsync(infected.Name) is null, $"It was refused as {refused.Code}, or published all the same.");
        return $"{refused.Code}: {refused.Reason}";
    }

    public async Task<string?> SeeNotScannedAsync()
    {
        var product = (await cast.PublishedAsync([cast.Files.Late]))[0];
        Hold(product.Scan == "not scanned", $"Nothing scans here, and {product.Name} is shown as '{product.Scan}'.");
        return $"{product.Name} is shown as '{product.Scan}'; with clamd and 'scan: required' it would wait";
    }

    public async Task<string?> LieAsync()
    {
        var file = cast.Files.Torn;
        try
        {
            await cast.Client.PutProductAsync(DemoMission.Name, Rungs.Ops, file.Name, file.Open, Digest.Of("something else"), ct: cast.Ct);
        }
        catch (GantryRefusedException e) when (e.Problem.Code == "hub.checksum_mismatch")
        {
            Hold(await cast.FindAsync(file.Name) is null, "It was refused, and kept all the same.");
            return $"{e.Problem.Code}: {e.Message}";
        }
        throw new StepFailedException("It was taken in.");
    }
}
