using System.Net;
using System.Net.Http.Headers;
using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>What came of a put: the product, and whether it was new or there already; or an arrival that has to wait.</summary>
/// <param name="Product">The product; null when the arrival waits.</param>
/// <param name="IsNew">Whether it was made by this put.</param>
/// <param name="Arrival">The arrival that waits, to be followed by <see cref="GantryClient.ArrivalAsync"/>.</param>
public sealed record PutOutcome(ProductView? Product, bool IsNew, ArrivalView? Arrival = null);

/// <summary>Products of an environment: put in, listed, taken out.</summary>
public sealed partial class GantryClient
{
    // A refused file must not travel first: for anything longer the server is asked before the bytes are sent.
    private const long AsksFirstBytes = 256 << 10;

    /// <summary>Products by name, all of them.</summary>
    public IAsyncEnumerable<ProductView> ProductsAsync(string mission, string environment, string? prefix = null, CancellationToken ct = default) =>
        Paged.AllAsync(after => ProductsPageAsync(mission, environment, prefix, after, 1000, ct), ct);

    /// <summary>A page of products by name.</summary>
    public Task<Page<ProductView>> ProductsPageAsync(
        string mission, string environment, string? prefix, string? after, int limit, CancellationToken ct = default) =>
        _sender.GetAsync<Page<ProductView>>(Paged.Query(
            $"{EnvironmentPath(mission, environment)}/products", ("prefix", prefix), ("after", after), ("limit", limit)), ct);

    public Task<ProductView> ProductAsync(string mission, string environment, string name, CancellationToken ct = default) =>
        _sender.GetAsync<ProductView>(ProductPath(mission, environment, name), ct);

    /// <summary>
    /// Puts a file in. What the server says it kept is compared with what was sent. May be repeated, so it is, when the
    /// connection is cut or the server is busy.
    /// </summary>
    /// <param name="mission">The mission.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="name">The product's name.</param>
    /// <param name="open">Opens the bytes, from their beginning, for each attempt anew.</param>
    /// <param name="declared">Their SHA-256 where it is known already; the server then checks it too, before it keeps anything.</param>
    /// <param name="progress">Told how many bytes were sent; begins again with each attempt.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<PutOutcome> PutProductAsync(
        string mission, string environment, string name, Func<Stream> open, Digest? declared = null,
        IProgress<long>? progress = null, CancellationToken ct = default)
    {
        var path = ProductPath(mission, environment, name);
        HashingStream? sent = null;
        try
        {
            var response = await _sender.SendAsync(() =>
            {
                sent?.Dispose();
                sent = new HashingStream(open(), progress);
                var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StreamContent(sent, 1 << 18) };
                request.Content.Headers.ContentType = new("application/octet-stream");
                request.Headers.ExpectContinue = sent.CanSeek is false || sent.Length > AsksFirstBytes;
                if (declared is { } digest)
                    request.Headers.Add("Repr-Digest", $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(digest.Hex))}:");
                return request;
            }, Manner.Transfer, ct);
            // A product that was packed on the way, or passed over for the one that is there, has other bytes than were sent.
            var received = response.Headers.TryGetValues("Gantry-Received-Digest", out var told) ? told.First() : null;
            var outcome = response.StatusCode == HttpStatusCode.Accepted
                ? new PutOutcome(null, false, await _sender.ReadAsync<ArrivalView>(response, ct))
                : new PutOutcome(await _sender.ReadAsync<ProductView>(response, ct), response.StatusCode == HttpStatusCode.Created);
            received ??= outcome.Arrival?.Sha256 ?? outcome.Product!.Sha256;
            return received == sent!.Digest().Hex
                ? outcome
                : throw new TransferDamagedException($"The server keeps '{name}' with SHA-256 {received}, but what was sent has {sent.Digest()}. Delete it there, and send it again.");
        }
        finally
        {
            sent?.Dispose();
        }
    }

    /// <summary>Deletes a product; the reason goes into the journal.</summary>
    public Task DeleteProductAsync(string mission, string environment, string name, string reason, CancellationToken ct = default) =>
        _sender.ChangeAsync(HttpMethod.Delete, Paged.Query(ProductPath(mission, environment, name), ("reason", reason)), null, ct);

    /// <summary>A product's bytes from a place on. The caller disposes of the stream, and has to expect that it is cut.</summary>
    public async Task<Stream> OpenProductAsync(ProductView product, long from = 0, CancellationToken ct = default)
    {
        if (from >= product.SizeBytes)
            return Stream.Null;
        var response = await _sender.SendAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, ProductPath(product.Mission, product.Environment, product.Name) + "/content");
            if (from > 0)
            {
                request.Headers.Range = new(from, null);
                // Should another product have come to bear the name, its middle must not be joined to this one's beginning.
                request.Headers.IfRange = new(new EntityTagHeaderValue($"\"{product.Sha256}\""));
            }
            return request;
        }, Manner.Transfer, ct);
        var tag = response.Headers.ETag?.Tag.Trim('"');
        if (tag != product.Sha256 || (from > 0 && response.StatusCode != HttpStatusCode.PartialContent))
        {
            response.Dispose();
            throw new TransferDamagedException($"'{product.Name}' is not what it was when it was looked up (SHA-256 {product.Sha256}); somebody replaced it. Get it again.");
        }
        return new PatientStream(await response.Content.ReadAsStreamAsync(ct), _sender.Options);
    }

    private static string ProductPath(string mission, string environment, string name) =>
        $"{EnvironmentPath(mission, environment)}/products/{Sender.Part("product's name", name)}";
}
