using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging;

namespace Gantry.S3;

/// <summary>Every call to the store: repeated while the trouble may pass, and its failures in words for an operator.</summary>
internal sealed partial class S3Calls(S3Options options, TimeProvider clock, ILogger log)
{
    private const int Tries = 7;

    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(5);

    // The generated log methods look for a field.
    private readonly ILogger _log = log;

    /// <summary>The settings under which stores that are not Amazon's understand the client.</summary>
    public static AmazonS3Client Connect(S3Options options) => new(options.AccessKey, options.SecretKey, new AmazonS3Config
    {
        ServiceURL = options.Endpoint,
        AuthenticationRegion = options.Region,
        ForcePathStyle = true,
        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        Timeout = TimeSpan.FromMinutes(2),
        // Repeated by RunAsync alone, or the two would multiply.
        MaxErrorRetry = 0,
    });

    public TimeProvider Clock => clock;

    /// <summary>
    /// Makes a call, several times if need be. "There is none" and "already there" come as the store said them, the rest
    /// in words.
    /// </summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken ct)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await call(ct);
            }
            catch (Exception e) when (failures < Tries && MayPass(e, ct))
            {
                LogAgain(failures, e.Message);
                await PauseAsync(failures, ct);
            }
            catch (Exception e) when (InWords(e, ct) is { } told)
            {
                throw told;
            }
        }
    }

    /// <summary>Waits longer from failure to failure, and not as long as the others do.</summary>
    public Task PauseAsync(int failures, CancellationToken ct)
    {
        var pause = _firstPause * Math.Pow(2, failures - 1);
        pause = pause < _longestPause ? pause : _longestPause;
        return Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), clock, ct);
    }

    /// <summary>Whether the same call may succeed later.</summary>
    public static bool MayPass(Exception e, CancellationToken ct) => e switch
    {
        OperationCanceledException => !ct.IsCancellationRequested, // The client's own time limit.
        LakeFullException => false,
        AmazonServiceException answer when answer.StatusCode != 0 => MayPass(answer),
        HttpRequestException or IOException or SocketException or TimeoutException => true,
        AmazonClientException { InnerException: { } inner } => MayPass(inner, ct),
        _ => false,
    };

    private static bool MayPass(AmazonServiceException e) =>
        !IsFull(e) && ((int)e.StatusCode >= 500 && e.StatusCode != HttpStatusCode.NotImplemented
            || e.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            // The bytes were damaged or cut on their way; ours are still whole.
            || e.ErrorCode is "SlowDown" or "RequestTimeout" or "BadDigest" or "IncompleteBody" or "InvalidDigest");

    private static bool IsFull(AmazonServiceException e) =>
        e.StatusCode == HttpStatusCode.InsufficientStorage
        || e.ErrorCode is "QuotaExceeded" or "EntityTooLarge" or "XMinioStorageFull" or "InsufficientStorage" or "InsufficientCapacity";

    private IOException? InWords(Exception e, CancellationToken ct) => e switch
    {
        AmazonServiceException full when IsFull(full) =>
            new LakeFullException($"{options} has no room left ({full.ErrorCode}): nothing was kept. " +
                "Free some space or raise the quota, and send again.", e),
        AmazonServiceException { ErrorCode: "NoSuchBucket" } =>
            new IOException($"{options}: the bucket '{options.Bucket}' does not exist.", e),
        AmazonServiceException
        {
            StatusCode: HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.RequestedRangeNotSatisfiable,
        } => null,
        AmazonServiceException { StatusCode: HttpStatusCode.Forbidden } refused =>
            new IOException($"{options} refuses this access key ({refused.ErrorCode}: {refused.Message}). " +
                "Are the keys right, and may they read and write the bucket?", e),
        AmazonServiceException { StatusCode: not 0 } refused =>
            new IOException($"{options} answers {(int)refused.StatusCode} ({refused.ErrorCode}: {refused.Message}).", e),
        _ when MayPass(e, ct) => new IOException($"{options} cannot be reached ({e.GetBaseException().Message}).", e),
        _ => null,
    };

    [LoggerMessage(1201, LogLevel.Warning, "A call to the S3 store failed {Failures} times and is made again: {Reason}")]
    private partial void LogAgain(int failures, string reason);
}
