using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gantry.Server;

/// <summary>Where the server listens, and with which certificate. Beyond loopback nothing goes unencrypted by accident.</summary>
internal static class Listening
{
    /// <summary>What is wrong with the settings about listening, or null.</summary>
    public static string? WrongWith(Settings settings)
    {
        var hasTls = settings.Find("tls.certificate") is not null || settings.Flag("tls.development");
        if (settings.Find("tls.certificate") is not null != settings.Find("tls.key") is not null)
            return "tls.certificate and tls.key go together; one of them is missing.";
        if (!hasTls && !settings.Flag("listen.insecure") && !IsLoopback(settings.Text("listen.address")))
            return $"listen.address is {settings.Text("listen.address")}, which others can reach, and there is no TLS: passwords would travel in the clear. " +
                   "Set tls.certificate and tls.key, or tls.development=true to try things out, or listen.insecure=true if a proxy in front does the TLS.";
        return null;
    }

    public static void Configure(KestrelServerOptions kestrel, Settings settings, TimeProvider clock)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 1 << 20;
        var certificate = Certificate(settings, clock);
        var port = settings.Number("listen.port");
        void Use(ListenOptions listen)
        {
            if (certificate is not null)
                listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate });
        }
        switch (settings.Text("listen.address"))
        {
            case "*": kestrel.ListenAnyIP(port, Use); break;
            case "localhost" when port != 0: kestrel.ListenLocalhost(port, Use); break;
            case "localhost": kestrel.Listen(IPAddress.Loopback, port, Use); break;
            case var address: kestrel.Listen(IPAddress.Parse(address), port, Use); break;
        }
    }

    private static bool IsLoopback(string address) =>
        address == "localhost" || (IPAddress.TryParse(address, out var parsed) && IPAddress.IsLoopback(parsed));

    private static X509Certificate2? Certificate(Settings settings, TimeProvider clock)
    {
        if (settings.Find("tls.certificate") is { } file)
        {
            using var pem = X509Certificate2.CreateFromPemFile(file, settings.Text("tls.key"));
            // A key that exists only in memory is not accepted by every TLS stack; a round trip through PFX makes it whole.
            return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        }
        return settings.Flag("tls.development") ? Development(Path.Combine(settings.Text("data.folder"), "development.pfx"), clock) : null;
    }

    private static X509Certificate2 Development(string file, TimeProvider clock)
    {
        if (File.Exists(file))
        {
            var kept = X509CertificateLoader.LoadPkcs12FromFile(file, null);
            if (kept.NotAfter.ToUniversalTime() > clock.GetUtcNow().UtcDateTime.AddDays(7))
                return kept;
            kept.Dispose();
        }
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Gantry development", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName(Dns.GetHostName());
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var made = request.CreateSelfSigned(clock.GetUtcNow().AddDays(-1), clock.GetUtcNow().AddDays(90));
        var mine = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            mine.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(file, mine))
            stream.Write(made.Export(X509ContentType.Pkcs12));
        return X509CertificateLoader.LoadPkcs12FromFile(file, null);
    }
}
