namespace Gantry.TestKit;

/// <summary>OpenSSH of the tests' own, for file transfer alone, with host and client keys made for it.</summary>
public sealed class SftpServer : IAsyncDisposable
{
    private readonly TempFolder _folder = new("sftp");
    private ServerProcess _process = null!;

    private SftpServer()
    {
    }

    public int Port { get; } = FreePort.Take(1)[0];

    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Where its files are.</summary>
    public string Files => _folder.At("files");

    public string User => Environment.UserName;

    /// <summary>The private key that is let in.</summary>
    public string ClientKey => File.ReadAllText(_folder.At("client"));

    /// <summary>What a client has to know of the server, as a line of a known_hosts file.</summary>
    public string HostKeys => HostKeysFor(Port, "host");

    /// <summary>The same with the key of a server that this is not.</summary>
    public string OtherHostKeys => HostKeysFor(Port, "client");

    /// <summary>What a client has to know that reaches the server by way of a proxy.</summary>
    public string HostKeysAt(int port) => HostKeysFor(port, "host");

    public static async Task<SftpServer> StartAsync()
    {
        var (sshd, keygen) = (Needs.Find("sshd"), Needs.Find("ssh-keygen"));
        Needs.Server("OpenSSH, the tests' SFTP server,", "openssh-server", sshd, keygen);
        Needs.That(OperatingSystem.IsLinux(), "The tests' SFTP server is set up as on Linux.");
        var server = new SftpServer();
        foreach (var key in (string[])["host", "client"])
            await ServerProcess.RunAsync(keygen!, "-q", "-t", "ed25519", "-N", "", "-f", server._folder.At(key));
        Directory.CreateDirectory(server.Files);
        File.Copy(server._folder.At("client.pub"), server._folder.At("authorized_keys"));
        // It refuses to start without this folder, which Debian's start script makes.
        if (Environment.UserName == "root")
            Directory.CreateDirectory("/run/sshd");
        server._process = await ServerProcess.StartAsync(server._folder, "sshd", [sshd!, "-D", "-e", "-f", server._folder.Write("sshd_config", server.Configuration)]);
        await FreePort.AnswersAsync(server.Port, $"sshd listens (its log is in {server._folder.Path})");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private string HostKeysFor(int port, string key) => $"[127.0.0.1]:{port} {string.Join(' ', File.ReadAllText(_folder.At(key + ".pub")).Split(' ')[..2])}\n";

    private string Configuration =>
        $"""
         Port {Port}
         ListenAddress 127.0.0.1
         HostKey {_folder.At("host")}
         PidFile none
         AuthorizedKeysFile {_folder.At("authorized_keys")}
         StrictModes no
         UsePAM no
         PasswordAuthentication no
         PermitRootLogin prohibit-password
         Subsystem sftp internal-sftp
         ForceCommand internal-sftp -d {Files}

         """;
}
