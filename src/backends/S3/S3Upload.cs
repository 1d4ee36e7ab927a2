using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Gantry.S3;

/// <summary>Sends a spooled blob: small ones whole, large ones in parts. Either way the object appears at once and whole.</summary>
internal sealed class S3Upload(AmazonS3Client client, S3Calls calls, S3Options options)
{
    private const long MiB = 1 << 20;
    private const long LargestWhole = 16 * MiB;
    private const long SmallestPart = 16 * MiB;

    // The protocol allows ten thousand.
    private const int MostParts = 9_000;
    private const int PartsAtATime = 3;

    private static readonly TimeSpan _abandonedAfter = TimeSpan.FromDays(2);

    /// <summary>How large the parts of a blob are, so that there are not too many.</summary>
    internal static long PartBytes(long sizeBytes)
    {
        var least = (sizeBytes + MostParts - 1) / MostParts;
        return Math.Max(SmallestPart, (least + MiB - 1) / MiB * MiB);
    }

    public Task SendAsync(string key, Spool spool, Blob blob, CancellationToken ct) =>
        blob.SizeBytes <= LargestWhole ? SendWholeAsync(key, spool, blob, ct) : SendPartsAsync(key, spool, blob, ct);

    /// <summary>Frees the parts of uploads whose node died; nobody sees them, but they are paid for.</summary>
    public async Task AbortAbandonedAsync(string prefix, DateTimeOffset now, CancellationToken ct)
    {
        var request = new ListMultipartUploadsRequest { BucketName = options.Bucket, Prefix = prefix };
        var open = await calls.RunAsync(c => client.ListMultipartUploadsAsync(request, c), ct);
        foreach (var upload in open.MultipartUploads ?? [])
        {
            if (upload.Initiated is { } began && now - began.ToUniversalTime() > _abandonedAfter)
                await AbortAsync(upload.Key, upload.UploadId);
        }
    }

    private Task SendWholeAsync(string key, Spool spool, Blob blob, CancellationToken ct) =>
        calls.RunAsync(async c =>
        {
            await using var content = spool.Read(0, blob.SizeBytes);
            return await client.PutObjectAsync(new()
            {
                BucketName = options.Bucket,
                Key = key,
                InputStream = content,
                AutoCloseStream = false,
                UseChunkEncoding = false,
                MD5Digest = Convert.ToBase64String(Convert.FromHexString(blob.Md5)),
            }, c);
        }, ct);

    private async Task SendPartsAsync(string key, Spool spool, Blob blob, CancellationToken ct)
    {
        var upload = (await calls.RunAsync(c => client.InitiateMultipartUploadAsync(options.Bucket, key, c), ct)).UploadId;
        try
        {
            var partBytes = PartBytes(blob.SizeBytes);
            var parts = new PartETag[(blob.SizeBytes + partBytes - 1) / partBytes];
            var pace = new ParallelOptions { MaxDegreeOfParallelism = PartsAtATime, CancellationToken = ct };
            await Parallel.ForAsync(0, parts.Length, pace, async (i, c) =>
            {
                var offset = i * partBytes;
                parts[i] = await SendPartAsync(key, upload, i + 1, spool, offset, Math.Min(partBytes, blob.SizeBytes - offset), c);
            });
            await CompleteAsync(key, upload, parts, blob, ct);
        }
        catch
        {
            await AbortAsync(key, upload);
            throw;
        }
    }

    private async Task<PartETag> SendPartAsync(
        string key, string upload, int number, Spool spool, long offset, long length, CancellationToken ct)
    {
        var md5 = await Md5Async(spool, offset, length, ct);
        var sent = await calls.RunAsync(async c =>
        {
            await using var content = spool.Read(offset, length);
            return await client.UploadPartAsync(new()
            {
                BucketName = options.Bucket,
                Key = key,
                UploadId = upload,
                PartNumber = number,
                InputStream = content,
                PartSize = length,
                UseChunkEncoding = false,
                MD5Digest = md5,
            }, c);
        }, ct);
        return new(number, sent.ETag);
    }

    private static async Task<string> Md5Async(Spool spool, long offset, long length, CancellationToken ct)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        await using var content = spool.Read(offset, length);
        var buffer = new byte[128 << 10];
        int read;
        while ((read = await content.ReadAsync(buffer, ct)) > 0)
            md5.AppendData(buffer, 0, read);
        return Convert.ToBase64String(md5.GetHashAndReset());
    }

    private async Task CompleteAsync(string key, string upload, PartETag[] parts, Blob blob, CancellationToken ct)
    {
        try
        {
            await calls.RunAsync(c => client.CompleteMultipartUploadAsync(
                new() { BucketName = options.Bucket, Key = key, UploadId = upload, PartETags = [.. parts] }, c), ct);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            // The answer to an earlier try was lost and the upload is complete; or somebody aborted it, as the next question tells.
        }
        var kept = await KeptBytesAsync(key, ct);
        if (kept == blob.SizeBytes)
            return;
        // Under this name there must never be other bytes.
        if (kept is not null)
            await calls.RunAsync(c => client.DeleteObjectAsync(options.Bucket, key, c), CancellationToken.None);
        throw new IOException($"{options} was sent {blob.SizeBytes} bytes in {parts.Length} parts and kept {kept ?? 0}.");
    }

    private async Task<long?> KeptBytesAsync(string key, CancellationToken ct)
    {
        try
        {
            return (await calls.RunAsync(c => client.GetObjectMetadataAsync(options.Bucket, key, c), ct)).ContentLength;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    // One try, also when the caller has gone away: what stays behind is invisible and collected as abandoned.
    private async Task AbortAsync(string key, string upload)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), calls.Clock);
        try
        {
            await client.AbortMultipartUploadAsync(options.Bucket, key, upload, limit.Token);
        }
        catch (Exception e) when (
            e is AmazonClientException or AmazonServiceException or HttpRequestException or IOException or OperationCanceledException)
        {
            // Why the upload itself failed is what the caller should hear.
        }
    }
}
