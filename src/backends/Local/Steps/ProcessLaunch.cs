using System.Diagnostics;
using System.Globalization;

namespace Gantry.Local;

/// <summary>How a plain process is started: in a session of its own, with the limits that a shell can set.</summary>
internal static class ProcessLaunch
{
    /// <summary>The variable that every process of an attempt inherits, with the attempt's folder.</summary>
    public const string Mark = "GANTRY_ATTEMPT=";

    private const string Prelude =
        """
        ulimit -c 0; ulimit -f "$1"; shift
        command -v setsid >/dev/null && set -- setsid "$@"
        exec "$@" </dev/null
        """;

    private const int FileBlock = 512;

    public static string TemporaryFolder(StepOrder order) => Path.Combine(order.Folder, ".tmp");

    public static Process Start(StepOrder order)
    {
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new(order.Command[0], order.Command.Skip(1))
            : new("/bin/sh", ["-c", Prelude, "gantry-step", ((order.DiskBytes + FileBlock - 1) / FileBlock).ToString(CultureInfo.InvariantCulture), .. order.Command]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError, start.WorkingDirectory) = (true, true, true, order.Folder);
        Surround(start.Environment, order);
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private static void Surround(IDictionary<string, string?> environment, StepOrder order)
    {
        var path = OperatingSystem.IsWindows() ? Environment.GetEnvironmentVariable("PATH") : "/usr/local/bin:/usr/bin:/bin";
        environment.Clear();
        (environment["PATH"], environment["HOME"], environment["LANG"], environment["TMPDIR"]) = (path, order.Folder, "C.UTF-8", TemporaryFolder(order));
        foreach (var (name, value) in order.Environment)
            environment[name] = value;
        environment[Mark.TrimEnd('=')] = order.Folder;
    }
}
