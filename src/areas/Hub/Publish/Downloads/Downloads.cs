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
}
