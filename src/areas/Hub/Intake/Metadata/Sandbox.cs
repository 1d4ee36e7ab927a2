using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Wraps a program so that it sees the system's programs, its own folder and nothing else: no network, no other processes, no files of the server.</summary>
internal sealed partial class Sandbox(IntakeOptions options, ILogger<Sandbox> log)
{
    private readonly ILogger _log = log;
    private readonly Lock _gate = new();
    private Task<bool>? _works;

    /// <summary>The command that runs a program in its folder; refused where a sandbox is required and does not work.</summary>
    public async Task<Result<IReadOnlyList<string>>> CommandAsync(IReadOnlyList<string> run, string folder, CancellationToken ct)
    {
        if (options.Sandbox == "off")
            return run.ToList();
        Task<bool> trying;
        lock (_gate)
            trying = _works ??= TryAsync();
        if (await trying.WaitAsync(ct))
            return Wrap(run, folder);
        return options.Sandbox == "required"
            ? IntakeFaults.NoSandbox()
            : run.ToList();
    }

    // Only what programs are made of is shown; /etc holds secrets, so of it only what the loader and time zones need.
    private static List<string> Wrap(IReadOnlyList<string> run, string folder) =>
    [
        "bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
        "--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", "--symlink", "usr/sbin", "/sbin",
        "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache", "--ro-bind-try", "/etc/alternatives", "/etc/alternatives",
        "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--ro-bind", folder, folder, "--chdir", folder, "--", .. run,
    ];

    private async Task<bool> TryAsync()
    {
        var folder = Directory.CreateTempSubdirectory("gantry-sandbox-");
        try
        {
            var command = Wrap(["true"], folder.FullName);
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
            var said = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                LogNoSandbox(said.Trim());
            return process.ExitCode == 0;
        }
        catch (Win32Exception e)
        {
            LogNoSandbox(e.Message);
            return false;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [LoggerMessage(2310, LogLevel.Warning, "Extractors run without a sandbox, because bubblewrap does not work here: {Reason}")]
    private partial void LogNoSandbox(string reason);
}
