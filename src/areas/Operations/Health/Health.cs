using Gantry.Api;

namespace Gantry.Operations;

/// <summary>What may be off before a node says that it is not ready.</summary>
internal sealed record HealthOptions(TimeSpan ClockSkewAllowed);

/// <summary>Whether this node can do its work now, with a reason for each part that cannot.</summary>
internal sealed class Health(IDatabase database, IBlobStore blobs, HealthOptions options, TimeProvider clock)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public async Task<HealthView> CheckAsync(CancellationToken ct)
    {
        var parts = await Task.WhenAll(
            TryAsync("database", async c =>
            {
                await database.LastStampAsync(c);
                return database.Description;
            }, ct),
            TryAsync("lake", async c =>
            {
                await blobs.CheckAsync(c);
                return blobs.Description;
            }, ct),
            TryAsync("clock", CheckClockAsync, ct));
        return new(Array.TrueForAll(parts, p => p.IsHealthy) ? "ready" : "not ready", parts);
    }

    private async Task<string> CheckClockAsync(CancellationToken ct)
    {
        var skew = await database.ClockSkewAsync(ct);
        return skew.Duration() <= options.ClockSkewAllowed
            ? "agrees with the database's"
            : throw new IOException($"this node's clock is {skew.TotalSeconds:0.0} s {(skew > TimeSpan.Zero ? "ahead of" : "behind")} the database's; set up NTP on both");
    }

    private async Task<HealthPart> TryAsync(string name, Func<CancellationToken, Task<string>> check, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(_patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            return new(name, true, await check(both.Token).WaitAsync(both.Token));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(name, false, $"did not answer within {_patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(name, false, e.Message);
        }
    }
}
