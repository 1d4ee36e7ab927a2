using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Makes one delivery: the bytes, the receipt, and what becomes of it when it fails.</summary>
internal sealed partial class DeliveryWorker(
    ProductCatalogue catalogue, DeliveryStore deliveries, IBlobStore blobs, IEnumerable<IShipper> shippers, RouteMetrics metrics, TimeProvider clock, ILogger<DeliveryWorker> log)
{
    /// <summary>How long a claim holds without a sign of life.</summary>
    public static readonly TimeSpan Visibility = TimeSpan.FromSeconds(30);

    // Slower than this is not slow but stuck.
    private const long SlowestBytesPerSecond = 8 << 10;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly ILogger _log = log;

    /// <summary>Makes a delivery or says why not. Never throws.</summary>
    public async Task ServeAsync(DeliveryClaim claim, StandingRoute route, CancellationToken ct)
    {
        try
        {
            await DeliverAsync(claim, route, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await HandBackAsync(claim);
        }
        catch (Exception e) when (e is FencedException or StateUnavailableException)
        {
            // Somebody else has it, or will when the claim runs out; sending the same again does no harm.
            LogLeft(claim.Delivery.Id, e.Message);
        }
        catch (Exception e)
        {
            LogBroken(claim.Delivery.Id, e);
        }
    }

    private async Task DeliverAsync(DeliveryClaim claim, StandingRoute route, CancellationToken ct)
    {
        if (await catalogue.FindAsync(claim.Delivery.Product, ct) is not { } product)
        {
            await deliveries.DropAsync(claim, "its product was deleted", ct);
            return;
        }
        var (target, attempt) = (route.Route.Target.Shown, claim.Delivery.Attempts);
        if (!route.Route.Path.Fill(product).TryGet(out var path, out var unfilled))
            await FailAsync(claim, route, target, unfilled.Message, isFinal: true, ct);
        else if (attempt > route.Route.Attempts)
            // Only a worker that died on the last attempt leaves it so.
            await FailAsync(claim, route, target, "the worker did not come back from the last attempt", isFinal: true, ct);
        else
            await SendAsync(claim, route, new(claim.Delivery.Id, route, product, path, blobs, clock), target, ct);
    }

    private async Task SendAsync(DeliveryClaim claim, StandingRoute route, Shipment shipment, string target, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(TimeAllowed(shipment), clock);
        using var held = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        var keeping = KeepAsync(claim, held);
        try
        {
            var sending = shippers.Select(shipper => shipper.TrySend(shipment, held.Token)).First(task => task is not null)!;
            var receipt = await sending;
            // Also when the server is stopping: it is there.
            await deliveries.DeliveredAsync(claim, shipment.Product, target, receipt, CancellationToken.None);
            metrics.Tried(route.Key, "delivered", shipment.Blob.SizeBytes);
            LogDelivered(shipment.Product.Name, route.Key.Name, receipt.Path);
        }
        catch (RemoteFailureException e)
        {
            await FailAsync(claim, route, target, e.Message, isFinal: e.Failure == RemoteFailure.Refused, ct);
        }
        catch (IOException e)
        {
            await FailAsync(claim, route, target, e.Message, isFinal: false, ct);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            await FailAsync(claim, route, target, $"it was not through after {TimeAllowed(shipment).TotalMinutes:0} minutes", isFinal: false, ct);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new FencedException("the claim was taken over");
        }
        finally
        {
            await held.CancelAsync();
            await keeping;
        }
    }

    private async Task FailAsync(DeliveryClaim claim, StandingRoute route, string target, string reason, bool isFinal, CancellationToken ct)
    {
        var isDead = isFinal || claim.Delivery.Attempts >= route.Route.Attempts;
        TimeSpan? retry = isDead ? null : RetryPause.After(claim.Delivery.Attempts, route.Route.Backoff, route.Route.LongestBackoff, Random.Shared.NextDouble());
        await deliveries.FailedAsync(claim, target, reason, retry, ct);
        metrics.Tried(route.Key, isDead ? "dead" : "failed", 0);
        if (isDead)
            LogDead(claim.Delivery.Name, route.Key.Name, claim.Delivery.Attempts, reason);
        else
            LogFailed(claim.Delivery.Name, route.Key.Name, reason);
    }

    // A long transfer must not be taken for a lost one.
    private async Task KeepAsync(DeliveryClaim claim, CancellationTokenSource held)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Visibility / 3, clock, held.Token);
                try
                {
                    if (!await deliveries.RenewAsync(claim, Visibility, held.Token))
                        break;
                }
                catch (StateUnavailableException e)
                {
                    LogLeft(claim.Delivery.Id, e.Message);
                }
            }
            await held.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // It is through.
        }
    }

    private async Task HandBackAsync(DeliveryClaim claim)
    {
        try
        {
            await deliveries.HandBackAsync(claim, CancellationToken.None);
        }
        catch (Exception e) when (e is FencedException or StateUnavailableException)
        {
            LogLeft(claim.Delivery.Id, e.Message);
        }
    }

    private static TimeSpan TimeAllowed(Shipment shipment) =>
        _patience + TimeSpan.FromSeconds((double)shipment.Blob.SizeBytes / Math.Min(SlowestBytesPerSecond, (shipment.Route.Route.BytesPerSecond / 2) ?? long.MaxValue));

    [LoggerMessage(2611, LogLevel.Debug, "Delivered {Name} by route {Route} to {Path}")]
    private partial void LogDelivered(string name, string route, string path);

    [LoggerMessage(2612, LogLevel.Information, "{Name} was not delivered by route {Route} and will be tried again: {Reason}")]
    private partial void LogFailed(string name, string route, string reason);

    [LoggerMessage(2613, LogLevel.Warning, "{Name} was not delivered by route {Route} in {Attempts} attempts and waits for a person: {Reason}")]
    private partial void LogDead(string name, string route, int attempts, string reason);

    [LoggerMessage(2614, LogLevel.Debug, "Delivery {Delivery} is left to whoever takes it next: {Reason}")]
    private partial void LogLeft(Guid delivery, string reason);

    [LoggerMessage(2615, LogLevel.Error, "Delivery {Delivery} broke; it is tried again when its claim runs out")]
    private partial void LogBroken(Guid delivery, Exception e);
}
