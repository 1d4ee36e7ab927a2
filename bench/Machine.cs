using System.Runtime.InteropServices;

namespace Gantry.Bench;

/// <summary>The machine by its public facts: a figure without them says nothing.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{Environment.ProcessorCount} x {Line("/proc/cpuinfo", "model name")}, {Line("/proc/meminfo", "MemTotal")} memory, " +
        $"{Disk()}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    private static string Line(string file, string name) =>
        File.Exists(file) && File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : "?";

    private static string Disk()
    {
        var folder = Environment.GetEnvironmentVariable("BENCH_FOLDER") ?? "/var/tmp";
        var drive = DriveInfo.GetDrives()
            .Where(d => folder.StartsWith(d.Name, StringComparison.Ordinal)).MaxBy(d => d.Name.Length);
        return drive is null ? "?" : $"{drive.DriveFormat} disk";
    }
}
