using Gantry.S3;
using Gantry.Server.Tests.Sources;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gantry.Server.Tests.Routes;

/// <summary>A house, and a real server of each kind that a route may send to.</summary>
public sealed class RealTargets : IAsyncLifetime
{
    private readonly Dictionary<string, RealTarget> _targets = [];
    private readonly List<IAsyncDisposable> _servers = [];

    public House House { get; private set; } = null!;

    public NamedSecrets Secrets { get; } = new();

    public SftpServer Sftp { get; private set; } = null!;

    public RealTarget this[string kind] => _targets[kind];

    public async ValueTask InitializeAsync()
    {
        Needs.Server("rclone", "rclone", Needs.Find("rclone"));
        Sftp = Keep(await SftpServer.StartAsync());
        var ftps = Keep(await FtpServer.StartAsync(FtpTls.Explicit, TimeProvider.System.GetUtcNow()));
        var dav = Keep(await RcloneServer.StartAsync("webdav"));
        var swift = await SwiftServer.SharedAsync();
        House = await House.StartAsync([("remote.authorities", ftps.CertificateFile), ("remote.patience", "20s")], services => services.AddSingleton<ISecrets>(Secrets));
        var bucket = await BucketAsync(swift);
        var account = $"user: {RcloneServer.User}, password: {{ secret: SECRET }}";
        _targets["sftp"] = new($"kind: sftp, address: '{Sftp.Address}', folder: {Sftp.Files}, user: {Sftp.User}, private-key: {{ secret: SECRET }}, host-keys: '{Sftp.HostKeys.Trim()}'",
            Sftp.ClientKey, path => OnDiskAsync(Sftp.Files, path));
        _targets["ftps"] = new($"kind: ftps, address: '{ftps.Address}', folder: in, {account}", FtpServer.Password, path => OnDiskAsync(Path.Combine(ftps.Files, "in"), path));
        _targets["webdav"] = new($"kind: webdav, address: 'http://127.0.0.1:{dav.Port}', folder: in, {account}", RcloneServer.Password, path => ServedAsync(dav, "in/" + path));
        // rclone serves plain PUT as well, and has the folders that are there.
        Directory.CreateDirectory(Path.Combine(dav.Files, "BIN"));
        _targets["http"] = new($"kind: http, address: 'http://127.0.0.1:{dav.Port}', {account}", RcloneServer.Password, path => ServedAsync(dav, path));
        _targets["s3"] = new($"kind: s3, address: '{swift.Endpoint}', folder: {bucket}/partner, user: '{SwiftServer.AccessKey}', password: {{ secret: SECRET }}", SwiftServer.SecretKey,
            path => InBucketAsync(new(RemoteProtocol.S3, swift.Endpoint, bucket + "/partner") { User = SwiftServer.AccessKey, Password = SwiftServer.SecretKey }, path));
    }

    public async ValueTask DisposeAsync()
    {
        if (House is not null)
            await House.DisposeAsync();
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    private T Keep<T>(T server) where T : IAsyncDisposable
    {
        _servers.Add(server);
        return server;
    }

    // A partner's bucket is there; the lake makes its own, so it makes this one too.
    private static async Task<string> BucketAsync(SwiftServer swift)
    {
        var options = new S3Options { Endpoint = swift.Endpoint, Bucket = swift.NewBucketName(), AccessKey = SwiftServer.AccessKey, SecretKey = SwiftServer.SecretKey };
        using var store = new S3BlobStore(options, TimeProvider.System, NullLogger<S3BlobStore>.Instance);
        await store.CheckAsync(TestContext.Current.CancellationToken);
        return options.Bucket;
    }

    private static async Task<byte[]?> OnDiskAsync(string folder, string path)
    {
        var file = Path.Combine(folder, path);
        return File.Exists(file) ? await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken) : null;
    }

    // It keeps what it was sent in memory for some seconds before it lies in its folder.
    private static async Task<byte[]?> ServedAsync(RcloneServer server, string path)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{RcloneServer.User}:{RcloneServer.Password}")));
        using var answer = await client.GetAsync($"http://127.0.0.1:{server.Port}/{path}", TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken) : null;
    }

    private async Task<byte[]?> InBucketAsync(RemotePlace place, string path)
    {
        var files = House.Server.Services.GetRequiredService<IRemoteFiles>();
        try
        {
            await using var content = await files.OpenAsync(place, path, TestContext.Current.CancellationToken);
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            return bytes.ToArray();
        }
        catch (RemoteFailureException e) when (e.Failure == RemoteFailure.Missing)
        {
            return null;
        }
    }
}

/// <summary>One of them: how a route names it, the secret that lets it in, and what lies there.</summary>
public sealed record RealTarget(string To, string Secret, Func<string, Task<byte[]?>> ReadAsync);
