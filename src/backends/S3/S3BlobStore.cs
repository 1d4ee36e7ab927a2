using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;

namespace Gantry.S3;

/// <summary>The lake in an S3-compatible store: <c>blobs/sha256/ab/cdef…</c>, each object named by the SHA-256 of its bytes.</summary>
public sealed class S3BlobStore : IBlobStore, IBlobLinks, IDisposable
{
    // S3 has no "touch": a copy older than this is written again, so that the sweeper sees that it is wanted. Must be well
    // under any grace a sweep is given.
    private static readonly TimeSpan _youngEnough = TimeSpan.FromHours(1);

    private readonly S3Options _options;
    private readonly TimeProvider _clock;
    private readonly AmazonS3Client _client;
    private readonly S3Calls _calls;
    private readonly S3Upload _upload;

    public S3BlobStore(S3Options options, TimeProvider clock, ILogger<S3BlobStore> log)
    {
        (_options, _clock) = (options, clock);
        _client = S3Calls.Connect(options);
        _calls = new(options, clock, log);
        _upload = new(_client, _calls, options);
        Directory.CreateDirectory(options.SpoolFolder);
    }

    public string Description => _options.ToString();

    /// <summary>How many blobs one page of a listing asks for; null for as many as the store likes.</summary>
    internal int? ListPage { get; set; }

    private string Root => _options.Prefix + "blobs/sha256/";

    public async Task<Blob> PutAsync(Stream content, Expected expected, CancellationToken ct)
    {
        // Kept here until its digest is known: an upload has to begin with its name, and a retry needs the bytes again.
        await using var spool = new Spool(_options.SpoolFolder);
        var blob = await HashingPump.PumpAsync(content, spool.WriteAsync, ct);
        expected.Verify(blob);
        ct.ThrowIfCancellationRequested();
        if (!IsAsGood(await FindAsync(blob.Digest, ct), blob))
            await _upload.SendAsync(KeyOf(blob.Digest), spool, blob, ct);
        return blob;
    }

    public async Task<Stream?> OpenAsync(Digest digest, long offset, long? length, CancellationToken ct)
    {
        var reading = new S3ReadStream(_client, _calls, _options.Bucket, KeyOf(digest), offset, length);
        if (length != 0 && await reading.BeginAsync(ct))
            return reading;
        await reading.DisposeAsync();
        // Nothing to send: either there is no such blob, or the part asked for is empty.
        return await FindAsync(digest, ct) is null ? null : new MemoryStream([], writable: false);
    }

    public async Task<StoredBlob?> FindAsync(Digest digest, CancellationToken ct)
    {
        try
        {
            var found = await _calls.RunAsync(c => _client.GetObjectMetadataAsync(_options.Bucket, KeyOf(digest), c), ct);
            return new(digest, found.ContentLength, TimeOf(found.LastModified));
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<bool> DeleteAsync(Digest digest, CancellationToken ct)
    {
        // S3 answers a deletion with the same "done" whether there was anything or not.
        if (await FindAsync(digest, ct) is null)
            return false;
        await RemoveAsync(KeyOf(digest), ct);
        return true;
    }

    public async IAsyncEnumerable<StoredBlob> ListAsync(Digest? after, [EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListObjectsV2Request
        {
            BucketName = _options.Bucket,
            Prefix = Root,
            MaxKeys = ListPage,
            StartAfter = after is { } digest ? KeyOf(digest) : null,
        };
        while (true)
        {
            var page = await _calls.RunAsync(c => _client.ListObjectsV2Async(request, c), ct);
            foreach (var found in page.S3Objects ?? [])
            {
                if (Digest.TryParse(found.Key[Root.Length..].Replace("/", "", StringComparison.Ordinal), out var name))
                    yield return new(name, found.Size ?? 0, TimeOf(found.LastModified));
            }
            if (page.IsTruncated != true)
                yield break;
            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    public async Task CheckAsync(CancellationToken ct)
    {
        var key = $"{_options.Prefix}probe/{Guid.CreateVersion7():N}";
        var said = key;
        await EnsureBucketAsync(ct);
        await _calls.RunAsync(c => _client.PutObjectAsync(
            new() { BucketName = _options.Bucket, Key = key, ContentBody = said, UseChunkEncoding = false }, c), ct);
        var heard = await _calls.RunAsync(async c =>
        {
            using var response = await _client.GetObjectAsync(_options.Bucket, key, c);
            using var reader = new StreamReader(response.ResponseStream);
            return await reader.ReadToEndAsync(c);
        }, ct);
        await RemoveAsync(key, ct);
        if (heard != said)
            throw new IOException($"{Description}: what was written a moment ago reads differently now. Is a cache in between?");
        await _upload.AbortAbandonedAsync(Root, _clock.GetUtcNow(), ct);
    }

    public async Task<Uri> LinkAsync(Digest digest, string fileName, string contentType, TimeSpan lifetime, CancellationToken ct) =>
        new(await _client.GetPreSignedURLAsync(new()
        {
            BucketName = _options.Bucket,
            Key = KeyOf(digest),
            Expires = (_clock.GetUtcNow() + lifetime).UtcDateTime,
            Protocol = _options.Endpoint.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? Protocol.HTTPS : Protocol.HTTP,
            ResponseHeaderOverrides = new() { ContentDisposition = "attachment; filename=\"" + fileName + "\"", ContentType = contentType },
        }));

    public void Dispose() => _client.Dispose();

    private bool IsAsGood(StoredBlob? kept, Blob blob) =>
        kept is not null && kept.SizeBytes == blob.SizeBytes && _clock.GetUtcNow() - kept.WrittenAt < _youngEnough;

    private async Task EnsureBucketAsync(CancellationToken ct)
    {
        try
        {
            await _calls.RunAsync(c => _client.HeadBucketAsync(new() { BucketName = _options.Bucket }, c), ct);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            await CreateBucketAsync(ct);
        }
    }

    private async Task CreateBucketAsync(CancellationToken ct)
    {
        try
        {
            await _calls.RunAsync(c => _client.PutBucketAsync(new PutBucketRequest { BucketName = _options.Bucket }, c), ct);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "BucketAlreadyOwnedByYou" or "BucketAlreadyExists")
        {
            // Another node was first; if it is somebody else's bucket, the probe will say so.
        }
    }

    private Task RemoveAsync(string key, CancellationToken ct) =>
        _calls.RunAsync(c => _client.DeleteObjectAsync(_options.Bucket, key, c), ct);

    private string KeyOf(Digest digest) => $"{Root}{digest.Hex[..2]}/{digest.Hex[2..]}";

    private static DateTimeOffset TimeOf(DateTime? time) =>
        time is { } known ? new(known.ToUniversalTime()) : DateTimeOffset.UnixEpoch;
}
