using Gantry.S3;
using Gantry.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Backends.Tests.S3;

internal static class S3Place
{
    /// <summary>A store in a new bucket; by way of a proxy, when an endpoint is given.</summary>
    public static async Task<S3BlobStore> NewStoreAsync(string? endpoint = null)
    {
        var server = await SwiftServer.SharedAsync();
        var options = Options(server) with { Prefix = "lake/" };
        using (var direct = Open(options))
            await direct.CheckAsync(CancellationToken.None);
        return Open(endpoint is null ? options : options with { Endpoint = endpoint });
    }

    public static S3Options Options(SwiftServer server) => new()
    {
        Endpoint = server.Endpoint,
        Bucket = server.NewBucketName(),
        AccessKey = SwiftServer.AccessKey,
        SecretKey = SwiftServer.SecretKey,
    };

    public static S3BlobStore Open(S3Options options, TimeProvider? clock = null) =>
        new(options, clock ?? new HurriedClock(), NullLogger<S3BlobStore>.Instance);
}
