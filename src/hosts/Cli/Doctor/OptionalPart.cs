using System.ComponentModel;
using System.Diagnostics;

namespace Gantry.Cli;

/// <summary>A program of other people that Gantry can use, or will: what it gives, and whether it is here.</summary>
internal sealed record OptionalPart(string Name, string[] Programs, string Gives)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<OptionalPart> All { get; } =
    [
        new("rclone", ["rclone"], "fetches from and sends to partners over SFTP, FTP, FTPS, WebDAV, HTTP and S3"),
        new("clamd", ["clamd", "clamdscan"], "scans arrivals for malware, when scan.clamd says where it listens"),
        new("bubblewrap", ["bwrap"], "keeps extractors and steps in a sandbox"),
        new("git", ["git"], "would let changes to a mission come in by push; not used yet"),
        new("node", ["node"], "builds the portal, when Gantry is built"),
    ];

    public async Task<Diagnosis> LookAsync(Terminal terminal, CancellationToken ct)
    {
        foreach (var program in Programs)
        {
            if (Find(program, terminal.Variable("PATH") ?? "") is { } file)
                return new(Name, Diagnosis.Ok, $"{await VersionAsync(file, ct) ?? file}; {Gives}");
        }
        return new(Name, Diagnosis.Absent, $"{string.Join(" or ", Programs)} is not here; it {Gives}");
    }

    private static string? Find(string program, string path) => path
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => (string[])[Path.Combine(folder, program), Path.Combine(folder, program + ".exe")])
        .FirstOrDefault(File.Exists);

    private static async Task<string?> VersionAsync(string file, CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(_patience);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(file, "--version") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true });
            if (process is null)
                return null;
            process.StandardInput.Close();
            try
            {
                var line = await process.StandardOutput.ReadLineAsync(late.Token);
                return string.IsNullOrWhiteSpace(line) ? null : $"{Path.GetFileName(file)}: {line.Trim()}";
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill();
            }
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }
}
