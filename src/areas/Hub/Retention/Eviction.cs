namespace Gantry.Hub;

/// <summary>Deletes what has outlived its type's retention and is not held.</summary>
internal sealed class Eviction(ProductCatalogue catalogue, HoldStore holds, TimeProvider clock)
{
    private const int PageSize = 200;

    /// <summary>Goes through all that is late; returns how many products went.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        while (await holds.ExpireAsync(now, PageSize, ct) == PageSize)
        {
        }
        var gone = 0;
        foreach (var scope in await catalogue.PlacesAsync(ct))
            gone += await EvictAsync(scope, now, ct);
        return gone;
    }

    // What is held is left out by the question, and looked at once more in the unit that deletes.
    private async Task<int> EvictAsync(Scope scope, DateTimeOffset now, CancellationToken ct)
    {
        var held = await catalogue.HeldAsync(await holds.StandingAsync(scope, now, ct), ct);
        var (gone, place) = (0, EvictionPlace.Beginning);
        while (await catalogue.EndingAsync(scope, now, SqlText.Of($"not ({held})"), place, PageSize, ct) is { Count: > 0 } late)
        {
            gone += await catalogue.EvictAsync(scope, late, ct);
            place = EvictionPlace.Of(late[^1]);
        }
        return gone;
    }
}
