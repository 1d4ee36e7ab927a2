using System.Globalization;

namespace Gantry.Sandbox;

/// <summary>Reads and writes the small files by which cgroups are told and asked.</summary>
internal static class CgroupFile
{
    public static void Write(string folder, string name, string value)
    {
        // One write, at once, into a file that is there: what the kernel refuses is thrown here.
        using var file = File.OpenHandle(Path.Combine(folder, name), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.Write(file, System.Text.Encoding.ASCII.GetBytes(value), 0);
    }

    public static void Write(string folder, string name, long value) => Write(folder, name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Null when it cannot be read.</summary>
    public static string? Read(string? folder, string name)
    {
        try
        {
            return folder is null ? null : File.ReadAllText(Path.Combine(folder, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static long? ReadNumber(string? folder, string name) =>
        long.TryParse(Read(folder, name), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A number out of lines of names and values (<c>oom_kill 3</c>).</summary>
    public static long? ReadField(string? folder, string name, string field) =>
        Read(folder, name)?.Split('\n').Select(line => line.Split(' ')).Where(p => p.Length == 2 && p[0] == field)
            .Select(p => long.TryParse(p[1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : (long?)null).FirstOrDefault();

    public static IEnumerable<int> ReadProcesses(string folder) =>
        (Read(folder, "cgroup.procs") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Where(p => p > 0);
}
