namespace Gantry.TestKit;

/// <summary>A folder served by rclone: <c>webdav</c>, <c>http</c> (a listing) or <c>sftp</c> with a password.</summary>
public sealed class RcloneServer : IAsyncDisposable
{
    public const string User = "partner";
    public const string Password = "a-password-of-the-partner";

    private readonly TempFolder _folder = new("served");
    private ServerProcess _process = null!;

    private RcloneServer()
    {
    }

    public int Port { get; } = FreePort.Take(1)[0];

    /// <summary>Where its files are.</summary>
    public string Files => _folder.At("files");

    public static async Task<RcloneServer> StartAsync(string protocol)
    {
        var rclone = Needs.Find("rclone");
        Needs.Server("rclone, which serves files to the tests,", "rclone", rclone);
        var server = new RcloneServer();
        Directory.CreateDirectory(server.Files);
        server._process = await ServerProcess.StartAsync(server._folder, protocol,
            [rclone!, "serve", protocol, server.Files, "--addr", $"127.0.0.1:{server.Port}", "--dir-cache-time", "0", "--user", User, "--pass", Password,
             .. (string[])(protocol == "webdav" ? ["--vfs-cache-mode", "writes"] : [])],
            new Dictionary<string, string> { ["RCLONE_CONFIG"] = server._folder.At("none"), ["RCLONE_CACHE_DIR"] = server._folder.At("cache") });
        await FreePort.AnswersAsync(server.Port, $"rclone serves {protocol} (its log is in {server._folder.Path})");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
