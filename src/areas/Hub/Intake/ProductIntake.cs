using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Turns an arrival into a product, once per content however often it is sent.</summary>
internal sealed partial class ProductIntake(
    IDatabase database, IBlobStore blobs, ProductCatalogue catalogue, TypeBook types, IMissionReleases releases, ILogger<ProductIntake> log)
{
    private static readonly Counter<long> _accepted = HubMeter.Meter.CreateCounter<long>("gantry.hub.products_published");
    private static readonly Counter<long> _bytes = HubMeter.Meter.CreateCounter<long>("gantry.hub.bytes_taken_in", "By");
    private static readonly Counter<long> _refused = HubMeter.Meter.CreateCounter<long>("gantry.hub.arrivals_refused");

    private readonly ILogger _log = log;

    public async Task<Result<Published>> AcceptAsync(Arrival arrival, CancellationToken ct)
    {
        var result = await TakeInAsync(arrival, ct);
        if (result.TryGet(out var taken, out var fault))
        {
            var product = taken.Product;
            _accepted.Add(taken.IsNew ? 1 : 0);
            _bytes.Add(product.Blob.SizeBytes);
            LogAccepted(product.Id, product.Mission, product.Environment, product.Name, product.Blob.SizeBytes);
        }
        else
        {
            _refused.Add(1, new KeyValuePair<string, object?>("code", fault.Code));
            LogRefused(arrival.Mission, arrival.Environment, fault.Code);
        }
        return result;
    }

    private async Task<Result<Published>> TakeInAsync(Arrival arrival, CancellationToken ct)
    {
        if (Names.WrongWithProductName(arrival.Name) is { } complaint)
            return HubFaults.BadName(complaint);
        if (await releases.StandingAsync(arrival.Mission, arrival.Environment, ct) is not { } release)
            return HubFaults.NothingStands(arrival.Mission, arrival.Environment);
        var known = await types.OfAsync(release, ct);
        var type = known.Recognise(arrival.Name);
        if (type is null && !known.KeepsUnrecognised)
            return HubFaults.UnknownType(arrival.Name, arrival.Mission, known.Types.Select(t => t.Name));

        // Bytes first, row second: a crash in between leaves a blob without a row, which the sweeper collects, and never
        // a row without its bytes, which nobody could repair.
        var since = await database.LastStampAsync(ct);
        Blob blob;
        try
        {
            blob = await blobs.PutAsync(arrival.Content, arrival.Expected, ct);
        }
        catch (ChecksumMismatchException e)
        {
            return HubFaults.ChecksumMismatch(arrival.Name, e);
        }
        var offered = new Product(
            Guid.CreateVersion7(), arrival.Mission, arrival.Environment, arrival.Name, type?.Name, blob, default, null, arrival.SentBy, release);
        return await catalogue.PublishAsync(offered, type?.Retention, since, ct);
    }

    [LoggerMessage(2001, LogLevel.Debug, "Accepted {ProductId} {Mission}/{Environment} {Name}, {SizeBytes} bytes")]
    private partial void LogAccepted(Guid productId, string mission, string environment, string name, long sizeBytes);

    [LoggerMessage(2002, LogLevel.Information, "Refused an arrival for {Mission}/{Environment}: {Code}")]
    private partial void LogRefused(string mission, string environment, string code);
}
