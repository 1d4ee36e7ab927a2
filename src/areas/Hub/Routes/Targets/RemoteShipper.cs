namespace Gantry.Hub;

/// <summary>Sends products by SFTP, FTP, FTPS, WebDAV and S3.</summary>
internal sealed class RemoteShipper(RouteCredentials credentials, IRemoteFiles files) : IShipper
{
    public Task<RemoteReceipt>? TrySend(Shipment shipment, CancellationToken ct) =>
        shipment.Route.Route.Target is RouteTarget.Remote target ? SendAsync(shipment, target, ct) : null;

    private async Task<RemoteReceipt> SendAsync(Shipment shipment, RouteTarget.Remote target, CancellationToken ct)
    {
        if (files.Missing is { } missing)
            throw new RemoteFailureException(RemoteFailure.Busy, $"this server cannot speak {target.Place.Protocol}: {missing}");
        var place = target.Place with
        {
            Password = await credentials.FindAsync(shipment.Route, target.Password, ct),
            PrivateKey = await credentials.FindAsync(shipment.Route, target.PrivateKey, ct),
        };
        await using var content = await shipment.OpenAtFullSpeedAsync(ct);
        var receipt = await files.PutAsync(place, shipment.Path, content, shipment.Blob, ct);
        if (receipt.SizeBytes != shipment.Blob.SizeBytes)
            throw new RemoteFailureException(RemoteFailure.Unreachable, $"the other side has {receipt.SizeBytes} bytes of {shipment.Path}, and {shipment.Blob.SizeBytes} were sent");
        return receipt;
    }
}
