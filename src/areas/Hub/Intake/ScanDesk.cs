namespace Gantry.Hub;

/// <summary>Has arrivals scanned as their types want it.</summary>
internal sealed class ScanDesk(IEnumerable<IMalwareScanner> scanners)
{
    private readonly IMalwareScanner? _scanner = scanners.FirstOrDefault();

    /// <exception cref="ScannerUnavailableException">A scan is required, and the scanner is away.</exception>
    public async Task<ScanReport> ScanAsync(HeldContent content, ScanRule rule, CancellationToken ct)
    {
        if (rule == ScanRule.None)
            return new(ScanState.NotScanned, "its type asks for no scan");
        if (_scanner is null)
            return rule == ScanRule.Wanted
                ? new(ScanState.NotScanned, "no scanner is configured (scan.clamd)")
                : throw new ScannerUnavailableException("no scanner is configured (scan.clamd)");
        try
        {
            await using var bytes = await content.OpenAsync(ct);
            return await _scanner.ScanAsync(bytes, ct);
        }
        catch (ScannerUnavailableException e) when (rule == ScanRule.Wanted)
        {
            return new(ScanState.NotScanned, e.Message);
        }
    }
}
