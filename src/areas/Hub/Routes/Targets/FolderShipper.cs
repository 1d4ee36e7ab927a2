using System.Security.Cryptography;

namespace Gantry.Hub;

/// <summary>Puts products into a folder of this machine, below one that the server's settings allow.</summary>
internal sealed class FolderShipper(RouteOptions options) : IShipper
{
    public Task<RemoteReceipt>? TrySend(Shipment shipment, CancellationToken ct) =>
        shipment.Route.Route.Target is RouteTarget.LocalFolder target ? SendAsync(shipment, target, ct) : null;

    private async Task<RemoteReceipt> SendAsync(Shipment shipment, RouteTarget.LocalFolder target, CancellationToken ct)
    {
        var file = Locate(target.Folder, shipment.Path);
        try
        {
            var folder = Path.GetDirectoryName(file)!;
            Directory.CreateDirectory(folder);
            if (!await LiesThereAsync(file, shipment.Blob, ct))
                await PutAsync(shipment, file, Path.Combine(folder, $".{shipment.Id:N}.part"), ct);
            return new(file, shipment.Blob.SizeBytes, $"sha256:{shipment.Blob.Digest.Hex}");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new RemoteFailureException(RemoteFailure.Denied, $"{file} cannot be written: {e.Message}", e);
        }
        // ENOSPC and EDQUOT.
        catch (IOException e) when (e is not RemoteFailureException)
        {
            throw new RemoteFailureException((e.HResult & 0xFFFF) is 28 or 122 ? RemoteFailure.Full : RemoteFailure.Unreachable, $"{file} cannot be written: {e.Message}", e);
        }
    }

    // Under another name first, and the same one at every attempt: what a killed worker left is written over.
    private static async Task PutAsync(Shipment shipment, string file, string part, CancellationToken ct)
    {
        try
        {
            await using (var content = await shipment.OpenAsync(ct))
            await using (var written = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 17, FileOptions.Asynchronous))
            {
                await content.CopyToAsync(written, 1 << 17, ct);
                written.Flush(flushToDisk: true);
            }
            if (!await LiesThereAsync(part, shipment.Blob, ct))
                throw new RemoteFailureException(RemoteFailure.Unreachable, $"{part} does not hold what was written to it");
            File.Move(part, file, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private static async Task<bool> LiesThereAsync(string file, Blob blob, CancellationToken ct)
    {
        var there = new FileInfo(file);
        if (!there.Exists || there.LinkTarget is not null || there.Length != blob.SizeBytes)
            return false;
        await using var content = there.OpenRead();
        return Digest.FromHash(await SHA256.HashDataAsync(content, ct)) == blob.Digest;
    }

    private string Locate(string folder, string path)
    {
        var root = Path.GetFullPath(folder, options.Exchange);
        var allowed = options.Folders.Append(options.Exchange).FirstOrDefault(parent => IsBelow(root, Path.GetFullPath(parent)))
            ?? throw new RemoteFailureException(RemoteFailure.Refused, $"the folder {root} is not below {options.Exchange} nor one of the setting routes.folders, so nothing is written there");
        var file = Path.GetFullPath(path, root);
        if (!IsBelow(file, root))
            throw new RemoteFailureException(RemoteFailure.Refused, $"the path {path} leads out of {root}");
        // A link that a hosted application laid could lead anywhere.
        for (var at = Path.GetDirectoryName(file); at is not null && IsBelow(at, Path.GetFullPath(allowed)) && at != Path.GetFullPath(allowed); at = Path.GetDirectoryName(at))
        {
            if (new DirectoryInfo(at).LinkTarget is { } elsewhere)
                throw new RemoteFailureException(RemoteFailure.Refused, $"{at} is a link to {elsewhere}; files are not written through links");
        }
        return file;
    }

    private static bool IsBelow(string path, string folder) =>
        path == folder || path.StartsWith(folder.EndsWith('/') ? folder : folder + "/", StringComparison.Ordinal);
}
