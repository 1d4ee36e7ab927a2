using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;

namespace Gantry.Hub;

/// <summary>Every product's bytes are in the lake, as long as they should be; when it is deep, each of them is read.</summary>
internal sealed class BytesStage(ProductCatalogue catalogue, SourceStore sources, IBlobStore blobs) : IReconcileStage
{
    private const int PageSize = 500;
    private const int DeepPageSize = 20;
    private const int AtOnce = 8;
    private const int DeepAtOnce = 2;

    public string Name => "bytes";

    public async Task<StagePage> LookAsync(Reconciliation run, string? place, CancellationToken ct)
    {
        var size = run.IsDeep ? DeepPageSize : PageSize;
        var page = await catalogue.InOrderAsync(run.Scope, place is null ? 0 : long.Parse(place, CultureInfo.InvariantCulture), size, ct);
        var found = new ConcurrentBag<(long Number, Discrepancy Discrepancy)>();
        var degree = new ParallelOptions { MaxDegreeOfParallelism = run.IsDeep ? DeepAtOnce : AtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(page, degree, async (product, inner) =>
        {
            if (await CompareAsync(product, run.IsDeep, inner) is { } discrepancy)
                found.Add((product.Number, discrepancy));
        });
        return new(page.Count, page.Count == size ? page[^1].Number.ToString(CultureInfo.InvariantCulture) : null,
            [.. found.OrderBy(f => f.Number).Select(f => f.Discrepancy)]);
    }

    private async Task<Discrepancy?> CompareAsync(Product product, bool isDeep, CancellationToken ct)
    {
        var complaint = await blobs.FindAsync(product.Blob.Digest, ct) is not { } stored ? ""
            : stored.SizeBytes != product.Blob.SizeBytes ? $"it has {stored.SizeBytes} bytes in the lake, and {product.Blob.SizeBytes} by the catalogue"
            : isDeep ? await ReadAsync(product, ct) : null;
        // A product may be deleted, and its bytes swept, while this looks.
        if (complaint is null || await catalogue.FindAsync(product.Id, ct) is null)
            return null;
        if (complaint.Length > 0)
            return new(DiscrepancyKind.BytesWrong, product.Name, $"SHA-256 {product.Blob.Digest}: {complaint}");
        return new(DiscrepancyKind.BytesMissing, product.Name, $"SHA-256 {product.Blob.Digest} is not in the lake{(product.Source is null ? $"; {product.PutBy} put it in" : $"; it came from the source {product.Source}")}")
        {
            Repair = work => sources.FetchAgainAsync(work, product.Scope, product.Id, ct),
        };
    }

    private async Task<string?> ReadAsync(Product product, CancellationToken ct)
    {
        try
        {
            await using var content = await blobs.OpenAsync(product.Blob.Digest, 0, null, ct);
            if (content is null)
                return "";
            var actual = Digest.FromHash(await SHA256.HashDataAsync(content, ct));
            return actual == product.Blob.Digest ? null : $"what the lake has there is {actual}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"it cannot be read: {e.Message}";
        }
    }
}
