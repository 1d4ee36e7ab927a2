namespace Gantry.Hub;

/// <summary>What an inspection found out.</summary>
internal sealed record Inspected(ProductType? Type, ScanReport Scan, ProductMetadata Metadata);

/// <summary>Looks at an arrival's bytes in the lake: what it is, whether it is harmless, what it says of itself.</summary>
internal sealed class Inspection(IBlobStore blobs, ScanDesk scanning, MetadataReader metadata)
{
    /// <summary>The findings, or why the arrival is no product.</summary>
    /// <exception cref="ScannerUnavailableException">Its type demands a scan, and the scanner is away.</exception>
    public async Task<Result<Inspected>> LookAsync(HeldArrival held, ProductTypes known, Digest release, CancellationToken ct)
    {
        var content = new HeldContent(blobs, held.Blob);
        if (!(await RecogniseAsync(held, content, known, ct)).TryGet(out var recognised, out var unknown))
            return unknown;
        var type = recognised.Type;
        if (type?.LargestBytes is { } largest && held.Blob.SizeBytes > largest)
            return IntakeFaults.TooLarge(held.Name, type.Name, largest);
        var wanted = type?.Scan ?? known.ScanUnrecognised;
        // Whoever takes the risk of a file that nobody looked at does not have to wait for somebody who looks.
        var rule = wanted == ScanRule.Required && held.Accepts != RiskAccepted.Nothing ? ScanRule.Wanted : wanted;
        var report = await scanning.ScanAsync(content, rule, ct);
        if (report.State == ScanState.Infected && held.Accepts != RiskAccepted.Infected)
            return IntakeFaults.Infected(held.Name, report);
        if (report.State == ScanState.NotScanned && rule == ScanRule.Required)
            return IntakeFaults.NotScanned(held.Name, type?.Name ?? "none", report);
        if (type is null)
            return new Inspected(null, report, new ProductMetadata { OriginAt = held.OriginAt });
        if (!(await metadata.ReadAsync(held, content, type, release, ct)).TryGet(out var said, out var fault))
            return fault;
        return new Inspected(type, report, said);
    }

    private static async Task<Result<Recognised>> RecogniseAsync(HeldArrival held, HeldContent content, ProductTypes known, CancellationToken ct)
    {
        if (held.AsType is { } forced)
            return known.Find(forced) is { } type ? new Recognised(type) : IntakeFaults.NoSuchType(forced, held.Mission);
        var candidates = known.Candidates(held.Name);
        foreach (var type in candidates)
        {
            if (type.Header is null || type.Header.Fits(await content.HeadAsync(ct)))
                return new Recognised(type);
        }
        if (known.KeepsUnrecognised)
            return new Recognised(null);
        return candidates.Count > 0
            ? IntakeFaults.WrongContent(held.Name, candidates.Select(t => t.Name))
            : HubFaults.UnknownType(held.Name, held.Mission, known.Types.Select(t => t.Name));
    }

    private sealed record Recognised(ProductType? Type);
}
