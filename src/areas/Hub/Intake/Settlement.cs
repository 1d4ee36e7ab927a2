using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Decides what becomes of an arrival whose bytes are in the lake: a product, a wait, or quarantine.</summary>
internal sealed partial class Settlement(
    Inspection inspection, Shaping shaping, ProductCatalogue catalogue, ArrivalStore arrivals, QuarantineStore quarantine,
    IntakeOptions options, TimeProvider clock, ILogger<Settlement> log)
{
    private readonly ILogger _log = log;

    /// <summary>Settles an arrival that has just come. Whoever sent it and still has it is told of a taken name; nothing is kept then.</summary>
    public async Task<Result<Taken>> SettleAsync(HeldArrival held, ProductTypes known, Digest release, DateTimeOffset since, CancellationToken ct)
    {
        Result<Inspected> looked;
        try
        {
            looked = await inspection.LookAsync(held, known, release, ct);
        }
        catch (ScannerUnavailableException e)
        {
            return await KeepAsync(held, e.Message, since, clock.GetUtcNow() + options.Retry, ct);
        }
        if (!looked.TryGet(out var inspected, out var fault))
            return await RefuseAsync(held, fault, since, ct);
        if (inspected.Type?.Transform.MakesMany is true)
            return await KeepAsync(held, "it is being taken apart", since, null, ct);
        var published = await PublishAsync(held, inspected, release, since, ct);
        return published.Fault is { } refusal ? await RefuseAsync(held, refusal, since, ct) : published;
    }

    /// <summary>Publishes an inspected arrival, in the shape its type wants it.</summary>
    public async Task<Result<Taken>> PublishAsync(HeldArrival held, Inspected inspected, Digest release, DateTimeOffset since, CancellationToken ct)
    {
        if (!(await shaping.ShapeAsync(held, inspected, ct)).TryGet(out var shaped, out var misshapen))
            return misshapen;
        var offered = new Product(
            Guid.CreateVersion7(), held.Mission, held.Environment, shaped.Name, inspected.Type?.Name, shaped.Blob, default, null, held.SentBy, release)
        {
            Source = held.Source, Scan = inspected.Scan.State == ScanState.Clean ? ScanState.Clean : ScanState.NotScanned, Metadata = inspected.Metadata,
        };
        if (!(await catalogue.PublishAsync(offered, inspected.Type?.Duplicates ?? SameName.Refuse, inspected.Type?.Retention, since, ct)).TryGet(out var taken, out var fault))
            return fault;
        var product = taken.Product;
        IntakeFigures.Published.Add(taken.IsNew ? 1 : 0);
        IntakeFigures.Bytes.Add(held.Blob.SizeBytes);
        LogAccepted(product.Id, product.Mission, product.Environment, product.Name, product.Blob.SizeBytes);
        return taken.IsNew
            ? new Taken.AsProduct(product) { Received = held.Blob.Digest }
            : new Taken.AlreadyThere(product) { Received = held.Blob.Digest };
    }

    /// <summary>Puts a refused arrival into quarantine, or only says no where the sender is there and has the file.</summary>
    public async Task<Result<Taken>> RefuseAsync(HeldArrival held, Fault fault, DateTimeOffset since, CancellationToken ct)
    {
        // What can be had by trying again is no matter for quarantine.
        if (fault.Kind == FaultKind.Unavailable || (!held.IsUnattended && !QuarantineFaults.IsEvidence(fault)))
            return fault;
        if (await quarantine.AddAsync(held, fault, since, ct) is not { } id)
            return HubFaults.SweptMeanwhile(held.Name);
        return Quarantined(id, fault);
    }

    /// <summary>Notes a refused arrival of which no bytes were kept, because they are not what was announced or too many.</summary>
    public async Task<Result<Taken>> KeepNothingAsync(Arrival arrival, Fault fault, CancellationToken ct) =>
        Quarantined(await quarantine.AddWithoutBytesAsync(arrival, fault, ct), fault);

    private async Task<Result<Taken>> KeepAsync(HeldArrival held, string why, DateTimeOffset since, DateTimeOffset? notBefore, CancellationToken ct)
    {
        if (await arrivals.FindTwinAsync(held, ct) is { } twin)
            return new Taken.Waiting(twin, why);
        if (!await arrivals.KeepAsync(held, why, since, notBefore, ct))
            return HubFaults.SweptMeanwhile(held.Name);
        IntakeFigures.Waiting.Add(1);
        LogWaiting(held.Id, held.Mission, held.Environment, held.Name, why);
        return new Taken.Waiting(held.Id, why);
    }

    private Taken.InQuarantine Quarantined(Guid id, Fault fault)
    {
        IntakeFigures.Quarantined.Add(1, new KeyValuePair<string, object?>("code", fault.Code));
        LogQuarantined(id, fault.Code);
        return new(id, fault);
    }

    [LoggerMessage(2001, LogLevel.Debug, "Accepted {ProductId} {Mission}/{Environment} {Name}, {SizeBytes} bytes")]
    private partial void LogAccepted(Guid productId, string mission, string environment, string name, long sizeBytes);

    [LoggerMessage(2301, LogLevel.Information, "The arrival {ArrivalId} {Mission}/{Environment} {Name} waits: {Why}")]
    private partial void LogWaiting(Guid arrivalId, string mission, string environment, string name, string why);

    [LoggerMessage(2302, LogLevel.Information, "A refused arrival is in quarantine as {QuarantineId}: {Code}")]
    private partial void LogQuarantined(Guid quarantineId, string code);
}
