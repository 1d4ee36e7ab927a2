using System.ComponentModel;
using System.Diagnostics;

namespace Gantry.Podman;

/// <summary>The container engine of this machine, called by its command line.</summary>
internal sealed class Engine(string program, PodmanOptions options)
{
    private const string Configuration = "containers.conf";

    public string Program { get; } = program;

    public bool IsPodman { get; } = Path.GetFileName(program).StartsWith("podman", StringComparison.Ordinal);

    /// <summary>A call that is started and followed by the caller.</summary>
    public Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, Storage().Concat(arguments))
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("GANTRY_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        if (IsPodman && HostSettings() is { Length: > 0 } settings)
            start.Environment["CONTAINERS_CONF"] = Keep(settings);
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new StepRunnerException($"{Program} cannot be started: {e.Message}", e);
        }
    }

    /// <summary>A call to its end: what it said, and whether it went well.</summary>
    public async Task<(bool IsDone, string Output, string Error)> AskAsync(IEnumerable<string> arguments, CancellationToken ct)
    {
        using var process = Start(arguments);
        await using var end = ct.Register(() => process.Kill());
        var (output, error) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        await process.WaitForExitAsync(CancellationToken.None);
        ct.ThrowIfCancellationRequested();
        return (process.ExitCode == 0, (await output).Trim(), (await error).Trim().ReplaceLineEndings("; "));
    }

    private string[] Storage() => IsPodman && options.StorageFolder is { } folder
        ? ["--root", Path.Combine(folder, "storage"), "--runroot", Path.Combine(folder, "run"), "--tmpdir", Path.Combine(folder, "tmp")]
        : [];

    // Where systemd does not run or cgroups are of version 1, the engine's defaults do not start anything.
    private static string HostSettings()
    {
        var lines = new List<string>();
        if (!Directory.Exists("/run/systemd/system"))
            lines.AddRange(["cgroup_manager = \"cgroupfs\"", "events_logger = \"file\""]);
        if (!File.Exists("/sys/fs/cgroup/cgroup.controllers") && File.Exists("/usr/sbin/runc"))
            lines.Add("runtime = \"runc\"");
        return lines.Count == 0 ? "" : $"[engine]\n{string.Join('\n', lines)}\n";
    }

    private string Keep(string settings)
    {
        var file = Path.Combine(options.Folder, Configuration);
        if (!File.Exists(file) || File.ReadAllText(file) != settings)
        {
            Directory.CreateDirectory(options.Folder);
            // Several calls may meet here; each sees the whole file or none.
            var draft = Path.Combine(options.Folder, $"{Configuration}.{Guid.CreateVersion7():N}");
            File.WriteAllText(draft, settings);
            File.Move(draft, file, overwrite: true);
        }
        return file;
    }
}
