using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>The one entrance: turns an arrival into a product, once per content however often it is sent, or says what became of it.</summary>
internal sealed partial class ProductIntake(
    IDatabase database, IBlobStore blobs, TypeBook types, IMissionReleases releases, Settlement settlement, TimeProvider clock, ILogger<ProductIntake> log)
{
    private readonly ILogger _log = log;

    public async Task<Result<Taken>> AcceptAsync(Arrival arrival, CancellationToken ct)
    {
        var result = await TakeInAsync(arrival, ct);
        if (result.Fault is { } fault)
        {
            IntakeFigures.Refused.Add(1, new KeyValuePair<string, object?>("code", fault.Code));
            LogRefused(arrival.Mission, arrival.Environment, fault.Code);
        }
        return result;
    }

    /// <summary>Why an arrival would be refused whatever its bytes are; null when they have to be seen.</summary>
    public async Task<Fault?> RefuseUnseenAsync(Arrival arrival, CancellationToken ct) =>
        await releases.StandingAsync(arrival.Mission, arrival.Environment, ct) is { } release
            ? AtTheDoor(arrival, await types.OfAsync(release, ct), out _)
            : HubFaults.NothingStands(arrival.Mission, arrival.Environment);

    private async Task<Result<Taken>> TakeInAsync(Arrival arrival, CancellationToken ct)
    {
        if (await releases.StandingAsync(arrival.Mission, arrival.Environment, ct) is not { } release)
            return HubFaults.NothingStands(arrival.Mission, arrival.Environment);
        var known = await types.OfAsync(release, ct);
        // Whoever waits for the answer is told before the bytes travel, and keeps the file.
        if (AtTheDoor(arrival, known, out var largest) is { } refusal)
            return arrival.IsUnattended ? await KeepRefusedAsync(arrival, refusal, ct) : refusal;

        // Bytes first, row second: a crash in between leaves a blob without a row, which the sweeper collects, and never
        // a row without its bytes, which nobody could repair.
        var since = await database.LastStampAsync(ct);
        HeldArrival held;
        try
        {
            var content = largest is { } most ? new CappedStream(arrival.Content, most) : arrival.Content;
            // What a source says of its file is compared afterwards: the bytes of one that lies are evidence.
            var blob = await blobs.PutAsync(content, arrival.IsUnattended ? Expected.Nothing : arrival.Expected, ct);
            held = HeldArrival.Of(arrival, blob, clock.GetUtcNow());
        }
        catch (TooLongException)
        {
            var fault = TooLarge(arrival, known, largest!.Value);
            return arrival.IsUnattended ? await settlement.KeepNothingAsync(arrival, fault, ct) : fault;
        }
        catch (ChecksumMismatchException e)
        {
            return HubFaults.ChecksumMismatch(arrival.Name, e);
        }
        // One of another length was mostly still being written: its source brings it again. One of that length with other
        // bytes is evidence.
        if (arrival.IsUnattended && Lie(arrival, held.Blob) is { } lie)
            return arrival.Expected.SizeBytes is { } size && size != held.Blob.SizeBytes ? lie : await settlement.RefuseAsync(held, lie, since, ct);
        return await settlement.SettleAsync(held, known, release, since, ct);
    }

    private static Fault? AtTheDoor(Arrival arrival, ProductTypes known, out long? largest)
    {
        largest = null;
        if (Names.WrongWithProductName(arrival.Name) is { } complaint)
            return HubFaults.BadName(complaint);
        var candidates = known.Candidates(arrival.Name);
        if (candidates.Count == 0 && !known.KeepsUnrecognised)
            return HubFaults.UnknownType(arrival.Name, arrival.Mission, known.Types.Select(t => t.Name));
        largest = candidates.Count > 0 && candidates.All(t => t.LargestBytes is not null) ? candidates.Max(t => t.LargestBytes) : null;
        return largest is { } most && arrival.Expected.SizeBytes > most ? TooLarge(arrival, known, most) : null;
    }

    private static Fault TooLarge(Arrival arrival, ProductTypes known, long most) =>
        IntakeFaults.TooLarge(arrival.Name, known.Candidates(arrival.Name)[0].Name, most);

    private async Task<Result<Taken>> KeepRefusedAsync(Arrival arrival, Fault refusal, CancellationToken ct)
    {
        if (refusal.Code == "hub.too_large")
            return await settlement.KeepNothingAsync(arrival, refusal, ct);
        var since = await database.LastStampAsync(ct);
        var blob = await blobs.PutAsync(arrival.Content, Expected.Nothing, ct);
        return await settlement.RefuseAsync(HeldArrival.Of(arrival, blob, clock.GetUtcNow()), refusal, since, ct);
    }

    private static Fault? Lie(Arrival arrival, Blob blob)
    {
        try
        {
            arrival.Expected.Verify(blob);
            return null;
        }
        catch (ChecksumMismatchException e)
        {
            return HubFaults.ChecksumMismatch(arrival.Name, e);
        }
    }

    [LoggerMessage(2002, LogLevel.Information, "Refused an arrival for {Mission}/{Environment}: {Code}")]
    private partial void LogRefused(string mission, string environment, string code);
}
