using System.Globalization;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Gantry.S3;

/// <summary>
/// A blob as it comes from the store. Knows how many bytes were promised: when the body ends or breaks before, it asks
/// for the rest, and fails when that does not help; a cut body never looks like the end of the blob.
/// </summary>
internal sealed class S3ReadStream(AmazonS3Client client, S3Calls calls, string bucket, string key, long offset, long? length)
    : Stream
{
    private const int FailuresInARow = 6;

    private static readonly TimeSpan _silenceAllowed = TimeSpan.FromSeconds(60);

    private GetObjectResponse? _response;
    private readonly long _start = offset;
    private long _next = offset;
    private long _end = long.MaxValue;
    private int _failures;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => _end - _start;
    public override long Position { get => _next - _start; set => throw new NotSupportedException(); }

    /// <summary>Asks for the bytes; false when there are none to send.</summary>
    public async Task<bool> BeginAsync(CancellationToken ct)
    {
        try
        {
            await AskAsync(ct);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return false;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_next < _end && buffer.Length > 0)
        {
            try
            {
                if (_response is null)
                    await AskAgainAsync(cancellationToken);
                var read = await ReadSomeAsync(buffer[..(int)Math.Min(buffer.Length, _end - _next)], cancellationToken);
                if (read == 0)
                    throw new EndOfStreamException($"the store ended the body {_end - _next} bytes early");
                _next += read;
                _failures = 0;
                return read;
            }
            catch (Exception e) when (e is not BlobUnreadableException && S3Calls.MayPass(e, cancellationToken))
            {
                Drop();
                if (++_failures >= FailuresInARow)
                    throw new BlobUnreadableException(
                        $"{key} broke off at byte {_next} of {_end}, {_failures} times in a row: {e.Message}", e);
                await calls.PauseAsync(_failures, cancellationToken);
            }
        }
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Drop();
        base.Dispose(disposing);
    }

    // A peer that is gone without a word would otherwise be waited for without end.
    private async Task<int> ReadSomeAsync(Memory<byte> buffer, CancellationToken ct)
    {
        using var silence = new CancellationTokenSource(_silenceAllowed, calls.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
        return await _response!.ResponseStream.ReadAsync(buffer, either.Token);
    }

    private async Task AskAgainAsync(CancellationToken ct)
    {
        try
        {
            await AskAsync(ct);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            throw new BlobUnreadableException($"{key} was deleted while it was read, at byte {_next} of {_end}.", e);
        }
    }

    private async Task AskAsync(CancellationToken ct)
    {
        var last = _end != long.MaxValue ? _end - 1 : length is { } count ? _start + count - 1 : (long?)null;
        var isPart = _next > 0 || last is not null;
        var request = new GetObjectRequest { BucketName = bucket, Key = key };
        if (isPart)
            request.ByteRange = new ByteRange(string.Create(CultureInfo.InvariantCulture, $"bytes={_next}-{last}"));
        var response = await calls.RunAsync(c => client.GetObjectAsync(request, c), ct);
        var promised = response.Headers.ContentLength;
        var from = isPart && response.HttpStatusCode == HttpStatusCode.PartialContent ? StartOf(response.ContentRange) : 0;
        if (from != _next || (_end != long.MaxValue && _next + promised != _end))
        {
            var said = response.ContentRange;
            response.Dispose();
            throw new BlobUnreadableException(
                $"{key}: asked for the bytes from {_next} to {last}, the store sends {promised} bytes, '{said}'.", null);
        }
        _end = _next + promised;
        _response = response;
    }

    // "bytes 10-19/100"
    private static long StartOf(string? range)
    {
        if (range is null || !range.StartsWith("bytes ", StringComparison.OrdinalIgnoreCase))
            return -1;
        var first = range[6..].Split('-')[0];
        return long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : -1;
    }

    private void Drop()
    {
        _response?.Dispose();
        _response = null;
    }
}

/// <summary>The rest of a blob cannot be had.</summary>
internal sealed class BlobUnreadableException(string message, Exception? inner) : IOException(message, inner);
