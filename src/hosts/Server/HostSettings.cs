namespace Gantry.Server;

/// <summary>What can be set about the process itself: where it listens, and where state and bytes live.</summary>
internal static class HostSettings
{
    public static IReadOnlyList<Setting> Keys { get; } =
    [
        new("listen.address", "127.0.0.1", "The address to listen on. Any other than loopback needs TLS, or listen.insecure.") { WrongWith = Address },
        new("listen.port", "8420", "The port to listen on; 0 takes a free one.") { WrongWith = Checks.Number(0, 65535) },
        new("listen.insecure", "false", "Allows plain HTTP beyond loopback, where something in front does the TLS.") { WrongWith = Checks.Flag },
        new("listen.proxies", null, "The proxies in front, as addresses or networks with commas between (10.0.0.5, 10.1.0.0/16): what they say of the client's address, scheme and host is believed.") { WrongWith = Proxies.WrongWith },
        new("tls.certificate", null, "The server's certificate and chain, a PEM file."),
        new("tls.key", null, "The certificate's private key, a PEM file."),
        new("tls.development", "false", "Makes a certificate of our own and uses it; for trying things out.") { WrongWith = Checks.Flag },
        new("data.folder", DefaultFolder, "Where SQLite, the lake's folder and what the server makes for itself live."),
        new("database.url", null, "A PostgreSQL connection string (Host=…;Database=…;Username=…;Password=…); without it state is in SQLite in the data folder.") { IsSecret = true },
        new("lake.s3.endpoint", null, "An S3-compatible endpoint; without it the lake is a folder in the data folder.") { WrongWith = Checks.Url },
        new("lake.s3.bucket", "gantry", "The bucket."),
        new("lake.s3.region", "us-east-1", "The region, as the endpoint's signatures want it."),
        new("lake.s3.prefix", "", "What every key begins with, where the bucket is shared."),
        new("lake.s3.access-key", null, "The access key.") { IsSecret = true },
        new("lake.s3.secret-key", null, "The secret key.") { IsSecret = true },
        new("lake.folder", null, "The lake's folder, when it is not to be in the data folder (several nodes may share one)."),
        new("scan.clamd", null, "Where ClamAV's daemon listens: the path of its socket, or host:port. Without it nothing is scanned, and types that require a scan wait.") { WrongWith = Clamd.ClamdAddress.WrongWith },
        new("scan.limit", "25MB", "The longest file that is scanned; at most clamd's MaxFileSize and StreamMaxLength, beyond which it looks at a part.") { WrongWith = Sizes.WrongWith },
        new("scan.timeout", "2m", "How long one scan may take before the scanner counts as away.") { WrongWith = Checks.Duration },
        new("remote.rclone", "rclone", "The rclone program (1.60 or newer), by which files of partners are fetched and sent: a name in the path, or a path."),
        new("remote.authorities", null, "Certificates of authorities that are trusted for partners beside the system's, a PEM file."),
        new("remote.patience", "60s", "How long a partner's server may say nothing in the midst of something.") { WrongWith = Checks.Duration },
        new("steps.sandbox", "auto", "Whether steps run in a sandbox (bubblewrap): auto where it works and else as plain processes with a warning, required never without, off never.") { WrongWith = Checks.OneOf("auto", "required", "off") },
        new("steps.show", null, "Folders that steps see read-only beside the system's programs, with commas between (/opt/tools, /usr/share/data)."),
        new("steps.engine", null, "The program that runs steps which name an image: podman or docker, a name in the path or a path; the first that is there when left out."),
        new("steps.images", null, "A folder in which podman keeps images and containers for steps; its own place when left out."),
        new("node.name", null, "This node's name in logs and leases; made of the machine's name when left out."),
        new("log.level", "information", "The least severe lines written.") { WrongWith = Checks.OneOf("trace", "debug", "information", "warning", "error") },
        new("log.format", "text", "Log lines for people (text) or for collectors (json).") { WrongWith = Checks.OneOf("text", "json") },
        new("otlp.endpoint", null, "Where traces are sent (OTLP over gRPC or HTTP); none when left out.") { WrongWith = Checks.Url },
        new("stop.patience", "20s", "How long running requests may take to end when the server is stopped.") { WrongWith = Checks.Duration },
    ];

    // Beside the user's other data, so that a server started anywhere finds the same.
    private static string DefaultFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "gantry");

    private static string? Address(string value) =>
        value is "*" or "localhost" || System.Net.IPAddress.TryParse(value, out _) ? null : "is neither an IP address, localhost, nor * for all";
}
