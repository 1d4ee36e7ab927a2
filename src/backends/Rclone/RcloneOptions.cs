namespace Gantry.Rclone;

/// <summary>How rclone is run.</summary>
public sealed record RcloneOptions
{
    /// <summary>The program: a name that is looked for in the path, or a path.</summary>
    public string Program { get; init; } = "rclone";

    /// <summary>A folder of this node's own for what rclone wants to read from files (host keys; never a password).</summary>
    public required string Folder { get; init; }

    /// <summary>Certificates of authorities that are trusted beside the system's, a PEM file.</summary>
    public string? AuthoritiesFile { get; init; }

    /// <summary>How long the other side may take to accept a connection.</summary>
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the other side may say nothing in the midst of something.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where the program is; null when it is nowhere.</summary>
    public string? FindProgram() =>
        Program.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? File.Exists(Program) ? Program : null
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, Program)).FirstOrDefault(File.Exists);

    /// <summary>What every rclone is told, whatever it is to do. Tries again are the caller's to decide.</summary>
    internal IEnumerable<string> Flags() =>
    [
        "--config", "", "--retries", "1", "--low-level-retries", "1", "--timeout", Seconds(Patience), "--contimeout", Seconds(ConnectWithin),
        "--streaming-upload-cutoff", "4M", "--use-mmap",
    ];

    /// <summary>The surroundings of every rclone.</summary>
    internal void Surround(IDictionary<string, string?> environment)
    {
        // What somebody set for an rclone or an AWS client of their own is not meant for this one.
        foreach (var name in environment.Keys.Where(k => k.StartsWith("AWS_", StringComparison.Ordinal) || k.StartsWith("RCLONE_", StringComparison.Ordinal)).ToList())
            environment.Remove(name);
        if (AuthoritiesFile is not null)
            environment["SSL_CERT_FILE"] = AuthoritiesFile;
    }

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{Math.Max(1, (long)time.TotalSeconds)}s");
}
