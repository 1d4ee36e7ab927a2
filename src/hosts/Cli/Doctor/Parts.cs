using System.Runtime.InteropServices;

namespace Gantry.Cli;

/// <summary>The optional programs and libraries, what each gives, and whether this version uses it yet.</summary>
internal static class Parts
{
    private static readonly (string Program, string Gives)[] _later =
    [
        ("git", "the git door to mission folders"),
        ("rclone", "sources and routes over SFTP, FTP, WebDAV"),
        ("clamdscan", "malware scan of arrivals (clamd)"),
        ("bwrap", "sandboxes for pipeline steps (bubblewrap)"),
        ("podman", "containers for pipeline steps"),
        ("node", "building the portal"),
    ];

    public static IEnumerable<Look> All()
    {
        yield return NativeLibrary.TryLoad("libsqlite3.so.0", out _) || NativeLibrary.TryLoad("libsqlite3.dylib", out _)
            ? new("libsqlite3", "ok", "the system's SQLite is used, and gets the system's security fixes")
            : new("libsqlite3", "absent", "the older SQLite that comes with Gantry is used; install the system's package for its fixes");
        foreach (var (program, gives) in _later)
            yield return Find(program) is { } path
                ? new(program, "ok", $"{path}; for {gives}; not used yet by this version")
                : new(program, "absent", $"would give {gives}; not used yet by this version");
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
