namespace Gantry.Hub;

/// <summary>What is done with one arrival that waits: looked at again, taken apart, published or put into quarantine.</summary>
internal sealed class WaitingRoom(
    IDatabase database, ArrivalStore arrivals, QuarantineStore quarantine, Inspection inspection, Settlement settlement, TakingApart takingApart,
    TypeBook types, IMissionReleases releases, IntakeOptions options)
{
    private const int LongestBackoff = 8;

    /// <summary>Decides an arrival; how long to wait before the next look when it cannot be decided yet.</summary>
    public async Task<TimeSpan?> LookAgainAsync(WorkClaim claim, CancellationToken ct)
    {
        var row = await arrivals.FindAsync(Guid.ParseExact(claim.Payload, "D"), ct)
            ?? throw new InvalidOperationException($"There is an order for the arrival {claim.Payload} and no such arrival.");
        var held = row.Held;
        var wait = options.Retry * Math.Min(1 << Math.Min(claim.Attempt - 1, 10), LongestBackoff);
        if (await releases.StandingAsync(held.Mission, held.Environment, ct) is not { } release)
            return await WaitAsync(held, HubFaults.NothingStands(held.Mission, held.Environment).Message, wait, ct);
        var known = await types.OfAsync(release, ct);
        var since = await database.LastStampAsync(ct);
        try
        {
            if (!(await inspection.LookAsync(held, known, release, ct)).TryGet(out var inspected, out var fault))
                return await RefuseAsync(claim, held, fault, wait, ct);
            return inspected.Type is { Transform.MakesMany: true }
                ? await TakeApartAsync(claim, held, inspected, release, since, wait, ct)
                : await PublishAsync(claim, held, inspected, release, since, wait, ct);
        }
        catch (ScannerUnavailableException e)
        {
            return await WaitAsync(held, e.Message, wait, ct);
        }
    }

    private async Task<TimeSpan?> PublishAsync(
        WorkClaim claim, HeldArrival held, Inspected inspected, Digest release, DateTimeOffset since, TimeSpan wait, CancellationToken ct)
    {
        if (!(await settlement.PublishAsync(held, inspected, release, since, ct)).TryGet(out var taken, out var fault))
            return await RefuseAsync(claim, held, fault, wait, ct);
        // A crash before the next line leaves the order; the next look finds the product there already.
        var (state, product) = taken is Taken.AsProduct made ? (ArrivalRow.Published, made.Product) : (ArrivalRow.AlreadyThere, ((Taken.AlreadyThere)taken).Product);
        await database.WriteAsync(work => arrivals.DecideAsync(work, claim, held, state, product.Name, product.Id, ct), ct);
        return null;
    }

    private async Task<TimeSpan?> TakeApartAsync(
        WorkClaim claim, HeldArrival held, Inspected inspected, Digest release, DateTimeOffset since, TimeSpan wait, CancellationToken ct)
    {
        if (!(await takingApart.TakeAsync(held, inspected.Type!, ct)).TryGet(out var members, out var fault))
            return await RefuseAsync(claim, held, fault, wait, ct);
        Product? product = null;
        if (inspected.Type!.Transform.KeepsParent)
        {
            if (!(await settlement.PublishAsync(held, inspected, release, since, ct)).TryGet(out var taken, out var refused))
                return await RefuseAsync(claim, held, refused, wait, ct);
            product = taken is Taken.AsProduct made ? made.Product : (taken as Taken.AlreadyThere)?.Product;
        }
        await database.WriteAsync(async work =>
        {
            await arrivals.DecideAsync(work, claim, held, ArrivalRow.TakenApart, $"{members} files in it have arrived", product?.Id, ct);
            work.Tell(Entry.Of(IntakeKinds.TakenApart, held.Scope, held.Subject, held.SentBy,
                new { held.Name, sha256 = held.Blob.Digest.Hex, members, product = product?.Id }));
        }, ct);
        return null;
    }

    private async Task<TimeSpan?> RefuseAsync(WorkClaim claim, HeldArrival held, Fault fault, TimeSpan wait, CancellationToken ct)
    {
        if (fault.Kind == FaultKind.Unavailable)
            return await WaitAsync(held, fault.Message, wait, ct);
        await database.WriteAsync(async work =>
        {
            await quarantine.AddAsync(work, held, fault, ct);
            await arrivals.DecideAsync(work, claim, held, ArrivalRow.Quarantined, fault.Message, null, ct);
        }, ct);
        IntakeFigures.Quarantined.Add(1, new KeyValuePair<string, object?>("code", fault.Code));
        return null;
    }

    private async Task<TimeSpan?> WaitAsync(HeldArrival held, string why, TimeSpan wait, CancellationToken ct)
    {
        await arrivals.NoteAsync(held.Id, why, ct);
        return wait;
    }
}
