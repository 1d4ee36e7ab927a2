using Gantry.Web;

namespace Gantry.Hub;

/// <summary>Everything a product's bytes need on their way out.</summary>
internal sealed class Downloads(IBlobStore blobs, DownloadQuota quota, DownloadCounts counts, HubOptions options)
{
    public IBlobStore Blobs => blobs;

    public DownloadQuota Quota => quota;

    public DownloadCounts Counts => counts;

    /// <summary>The store's own door, where clients are to be sent there.</summary>
    public IBlobLinks? Links => options.RedirectsDownloads ? blobs as IBlobLinks : null;

    public ProductContent Answer(Product product) => new(product, this);

    /// <summary>A product to be looked at; it counts as a download of what is shown, for whoever asks who saw it.</summary>
    public Result<Preview> Look(Product product, Caller caller)
    {
        // Small enough to be over at once: only the room for its bytes is asked for.
        var shown = Preview.LengthOf(product.Name, product.Blob.SizeBytes);
        if (!quota.Begin(caller, shown).TryGet(out var ticket, out var fault))
            return fault;
        ticket.Sent(shown);
        ticket.Dispose();
        return new Preview(product.Name, product.Blob.SizeBytes, async (length, ct) =>
        {
            counts.Add(product, caller.Name, length, length == product.Blob.SizeBytes);
            return await blobs.OpenAsync(product.Blob.Digest, 0, length, ct);
        });
    }
}
