using Gantry.Api;

namespace Gantry.Client;

/// <summary>Downloads that survive a cut connection and prove what they brought.</summary>
public sealed partial class GantryClient
{
    /// <summary>
    /// Downloads a product. Until it is whole and verified it is called <c>file.part</c>, which a later call takes up again.
    /// </summary>
    public Task DownloadAsync(ProductView product, string file, IProgress<long>? progress = null, CancellationToken ct = default) =>
        new Download(this, product, _sender.Options, progress).ToFileAsync(file, ct);

    /// <summary>Downloads a product into a stream; only when this returns were the bytes the right ones.</summary>
    public Task DownloadAsync(ProductView product, Stream target, IProgress<long>? progress = null, CancellationToken ct = default) =>
        new Download(this, product, _sender.Options, progress).ToStreamAsync(target, ct);
}
