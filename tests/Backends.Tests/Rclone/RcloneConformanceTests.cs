using Gantry.Conformance;
using Gantry.TestKit;

namespace Gantry.Backends.Tests.Rclone;

public sealed class RcloneOverSftpTests : RemoteFilesConformance
{
    private readonly TempFolder _folder = new("rclone");
    private SftpServer _server = null!;

    protected override RemotePlace Place => new(RemoteProtocol.Sftp, _server.Address, _server.Files)
    {
        User = _server.User, PrivateKey = _server.ClientKey, HostKeys = _server.HostKeys,
    };

    protected override RemotePlace WithWrongPassword => Place with { PrivateKey = null, Password = "not-the-password" };

    protected override RemotePlace At(int port) => Place with { Address = $"127.0.0.1:{port}" };

    protected override async Task<IRemoteFiles> StartAsync()
    {
        _server = await SftpServer.StartAsync();
        return RclonePlace.Open(_folder);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}

public abstract class RcloneOverFtpTests(FtpTls tls) : RemoteFilesConformance
{
    private readonly TempFolder _folder = new("rclone");
    private FtpServer _server = null!;

    protected override RemotePlace Place => new(tls == FtpTls.None ? RemoteProtocol.Ftp : RemoteProtocol.Ftps, _server.Address, "")
    {
        User = FtpServer.User, Password = FtpServer.Password, ImplicitTls = tls == FtpTls.Implicit,
    };

    protected override RemotePlace WithWrongPassword => Place with { Password = "not-the-password" };

    protected override RemotePlace At(int port) => Place with { Address = $"127.0.0.1:{port}" };

    protected override async Task<IRemoteFiles> StartAsync()
    {
        _server = await FtpServer.StartAsync(tls, TimeProvider.System.GetUtcNow());
        return RclonePlace.Open(_folder, tls == FtpTls.None ? null : _server.CertificateFile);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}

public sealed class RcloneOverPlainFtpTests() : RcloneOverFtpTests(FtpTls.None);

public sealed class RcloneOverExplicitFtpsTests() : RcloneOverFtpTests(FtpTls.Explicit);

public sealed class RcloneOverImplicitFtpsTests() : RcloneOverFtpTests(FtpTls.Implicit);

public sealed class RcloneOverWebDavTests : RemoteFilesConformance
{
    private readonly TempFolder _folder = new("rclone");
    private RcloneServer _server = null!;

    protected override RemotePlace Place => At(_server.Port);

    protected override RemotePlace WithWrongPassword => Place with { Password = "not-the-password" };

    protected override RemotePlace At(int port) =>
        new(RemoteProtocol.WebDav, $"http://127.0.0.1:{port}", "") { User = RcloneServer.User, Password = RcloneServer.Password };

    protected override async Task<IRemoteFiles> StartAsync()
    {
        _server = await RcloneServer.StartAsync("webdav");
        return RclonePlace.Open(_folder);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}

public sealed class RcloneOverHttpTests : RemoteReadingConformance
{
    private readonly TempFolder _folder = new("rclone");
    private RcloneServer _server = null!;

    protected override RemotePlace Place => At(_server.Port);

    protected override RemotePlace WithWrongPassword => Place with { Password = "not-the-password" };

    protected override RemotePlace At(int port) =>
        new(RemoteProtocol.Http, $"http://127.0.0.1:{port}", "") { User = RcloneServer.User, Password = RcloneServer.Password };

    protected override async Task<IRemoteFiles> StartAsync()
    {
        _server = await RcloneServer.StartAsync("http");
        return RclonePlace.Open(_folder);
    }

    protected override Task LayAsync(string path, byte[] content)
    {
        var file = Path.Combine(_server.Files, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return File.WriteAllBytesAsync(file, content, Ct);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}

public sealed class RcloneOverS3Tests : RemoteFilesConformance
{
    private readonly TempFolder _folder = new("rclone");
    private RemotePlace _place = null!;

    protected override RemotePlace Place => _place;

    protected override RemotePlace WithWrongPassword => Place with { Password = "not-the-password" };

    protected override RemotePlace At(int port) => Place with { Address = $"http://127.0.0.1:{port}" };

    protected override async Task<IRemoteFiles> StartAsync()
    {
        var server = await SwiftServer.SharedAsync();
        var options = S3.S3Place.Options(server);
        using (var store = S3.S3Place.Open(options))
            await store.CheckAsync(Ct);
        _place = new(RemoteProtocol.S3, server.Endpoint, options.Bucket + "/partner") { User = SwiftServer.AccessKey, Password = SwiftServer.SecretKey };
        return RclonePlace.Open(_folder);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
