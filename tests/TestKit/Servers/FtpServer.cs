using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gantry.TestKit;

/// <summary>How an FTP server speaks TLS.</summary>
public enum FtpTls { None, Explicit, Implicit }

/// <summary>ProFTPD of the tests' own, with one account and, where it is asked for, TLS with a certificate made for it.</summary>
public sealed class FtpServer : IAsyncDisposable
{
    public const string User = "partner";
    public const string Password = "a-password-of-the-partner";

    private readonly TempFolder _folder = new("ftp");
    private ServerProcess _process = null!;

    private FtpServer()
    {
    }

    public int Port { get; } = FreePort.Take(1)[0];

    public string Address => $"localhost:{Port}";

    /// <summary>Where its files are.</summary>
    public string Files => _folder.At("files");

    /// <summary>The certificate that its clients have to trust.</summary>
    public string CertificateFile => _folder.At("certificate.pem");

    public static async Task<FtpServer> StartAsync(FtpTls tls, DateTimeOffset now)
    {
        var (proftpd, openssl) = (Needs.Find("proftpd"), Needs.Find("openssl"));
        Needs.Server("ProFTPD, the tests' FTP server,", "proftpd-core proftpd-mod-crypto openssl", proftpd, openssl);
        var server = new FtpServer();
        Directory.CreateDirectory(server.Files);
        await server.WriteAccountAsync(openssl!);
        if (tls != FtpTls.None)
            server.WriteCertificate(now);
        server._process = await ServerProcess.StartAsync(server._folder, "proftpd", [proftpd!, "-n", "-c", server._folder.Write("proftpd.conf", server.Configuration(tls))]);
        await FreePort.AnswersAsync(server.Port, $"ProFTPD listens (its log is in {server._folder.Path})");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private async Task WriteAccountAsync(string openssl)
    {
        await ServerProcess.RunAsync("/bin/sh", "-c",
            $"umask 077; printf '%s:%s:%s:%s::%s:/bin/sh\\n' {User} \"$({openssl} passwd -6 {Password})\" \"$(id -u)\" \"$(id -g)\" '{Files}' >'{_folder.At("passwd")}'");
    }

    private void WriteCertificate(DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        _folder.Write("certificate.pem", certificate.ExportCertificatePem() + "\n");
        _folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private string Configuration(FtpTls tls) =>
        $"""
         ServerName tests
         ServerType standalone
         DefaultServer on
         ModulePath /usr/lib/proftpd
         LoadModule mod_tls.c
         Port {Port}
         DefaultAddress 127.0.0.1
         UseIPv6 off
         UseReverseDNS off
         User {Environment.UserName}
         Group {(Environment.UserName == "root" ? "root" : "nogroup")}
         RootLogin on
         AuthOrder mod_auth_file.c
         AuthUserFile {_folder.At("passwd")}
         RequireValidShell off
         DefaultRoot {Files}
         AllowOverwrite on
         PidFile {_folder.At("pid")}
         ScoreboardFile {_folder.At("scoreboard")}
         DelayTable none
         WtmpLog off
         TransferLog none
         SystemLog {_folder.At("system.log")}
         {(tls == FtpTls.None ? "" : TlsLines(tls))}

         """;

    private string TlsLines(FtpTls tls) =>
        $"""
         TLSEngine on
         TLSRequired on
         TLSRSACertificateFile {CertificateFile}
         TLSRSACertificateKeyFile {_folder.At("key.pem")}
         TLSOptions NoSessionReuseRequired{(tls == FtpTls.Implicit ? " UseImplicitSSL" : "")}
         """;
}
