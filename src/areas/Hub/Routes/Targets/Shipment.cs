namespace Gantry.Hub;

/// <summary>A product on its way to a target: its bytes, where they shall lie, and how fast they may go.</summary>
/// <param name="Id">The delivery's, the same at every attempt.</param>
/// <param name="Path">Below the target, with forward slashes.</param>
internal sealed record Shipment(Guid Id, StandingRoute Route, Product Product, string Path, IBlobStore Blobs, TimeProvider Clock)
{
    public Blob Blob => Product.Blob;

    /// <summary>Opens the bytes from their beginning, no faster than the route allows.</summary>
    public async Task<Stream> OpenAsync(CancellationToken ct)
    {
        var content = await OpenAtFullSpeedAsync(ct);
        return Route.Route.BytesPerSecond is { } rate ? new SlowedStream(content, rate, Clock) : content;
    }

    /// <summary>Opens the bytes for who keeps to the route's speed by itself.</summary>
    public async Task<Stream> OpenAtFullSpeedAsync(CancellationToken ct) =>
        await Blobs.OpenAsync(Blob.Digest, 0, null, ct)
        ?? throw new RemoteFailureException(RemoteFailure.Busy, HubFaults.BytesMissing(Product).Message);
}

/// <summary>Whom products are sent to, by one way of sending. Failures are <see cref="RemoteFailureException"/>.</summary>
internal interface IShipper
{
    /// <summary>Sends a product; what lies there already and is the same is as good. Null when the target is none of its kind.</summary>
    Task<RemoteReceipt>? TrySend(Shipment shipment, CancellationToken ct);
}
