using System.Globalization;
using System.Runtime.InteropServices;

namespace Gantry;

/// <summary>Finds and signals processes of this machine by what the kernel shows of them (Linux).</summary>
public static partial class StepProcesses
{
    public const int Terminate = 15;
    public const int Kill = 9;

    /// <summary>All that descend from one, without itself.</summary>
    public static IReadOnlyList<int> Below(int process)
    {
        var found = new List<int>();
        var next = new Queue<int>([process]);
        while (next.TryDequeue(out var parent))
        {
            foreach (var child in Children(parent).Where(c => !found.Contains(c)))
            {
                found.Add(child);
                next.Enqueue(child);
            }
        }
        return found;
    }

    /// <summary>All that were started with a variable that begins so, wherever they have gone since.</summary>
    public static IReadOnlyList<(int Process, string Variable)> With(string variable) =>
    [
        .. Directory.GetDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]))
            .Select(path => (int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture),
                Read($"{path}/environ").Split('\0').FirstOrDefault(v => v.StartsWith(variable, StringComparison.Ordinal))))
            .Where(found => found.Item2 is not null && found.Item1 != Environment.ProcessId && IsAlive(found.Item1))!,
    ];

    /// <summary>Whether it can still do something; a zombie cannot.</summary>
    public static bool IsAlive(int process)
    {
        var stat = Read($"/proc/{process}/stat");
        return stat.Length > 0 && stat.AsSpan(stat.LastIndexOf(')') + 2)[0] is not ('Z' or 'X');
    }

    /// <summary>How much memory it holds at this moment.</summary>
    public static long MemoryOf(int process) =>
        Read($"/proc/{process}/statm").Split(' ') is { Length: > 1 } parts && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var pages)
            ? pages * Environment.SystemPageSize
            : 0;

    public static void Signal(IEnumerable<int> processes, int signal)
    {
        foreach (var process in processes)
            _ = Send(process, signal);
    }

    private static IEnumerable<int> Children(int process)
    {
        try
        {
            return [.. Directory.GetDirectories($"/proc/{process}/task")
                .SelectMany(task => Read($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(child => int.Parse(child, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }

    // A process may be gone, or somebody else's, from one look to the next.
    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}
