namespace Gantry.Sandbox;

/// <summary>Where this machine's cgroups are, and where in them this process stands.</summary>
/// <param name="Unified">The tree of version 2 at this process; null where there is none.</param>
/// <param name="UnifiedRoot">That tree's root.</param>
/// <param name="Controllers">The trees of version 1 at this process, by controller.</param>
/// <param name="Roots">The root of every tree.</param>
internal sealed record CgroupMounts(
    string? Unified, string? UnifiedRoot, IReadOnlyDictionary<string, string> Controllers, IReadOnlyList<string> Roots)
{
    private static readonly string[] _wanted = ["memory", "cpu", "cpuacct", "pids", "blkio"];

    /// <summary>Whether version 2 has the controllers.</summary>
    public bool IsVersion2 => Controllers.Count == 0 && Unified is not null;

    public static CgroupMounts? Find()
    {
        try
        {
            return Read(File.ReadAllLines("/proc/self/mountinfo"), File.ReadAllLines("/proc/self/cgroup"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads the lines of mountinfo and of cgroup, as proc(5) and cgroups(7) describe them.</summary>
    public static CgroupMounts Read(IEnumerable<string> mounts, IEnumerable<string> places)
    {
        var mine = places.Select(line => line.Split(':', 3)).Where(p => p.Length == 3).ToList();
        string? unified = null, unifiedRoot = null;
        var controllers = new Dictionary<string, string>();
        var roots = new List<string>();
        foreach (var line in mounts)
        {
            var halves = line.Split(" - ", 2);
            if (halves.Length < 2 || halves[0].Split(' ') is not { Length: >= 5 } left || halves[1].Split(' ') is not { Length: >= 3 } right)
                continue;
            var (shown, at) = (left[3], Unescape(left[4]));
            if (right[0] == "cgroup2" && unified is null)
            {
                (unified, unifiedRoot) = (At(at, shown, mine.FirstOrDefault(p => p[0] == "0")?[2]), at);
                roots.Add(at);
            }
            else if (right[0] == "cgroup")
            {
                foreach (var controller in right[2].Split(',').Intersect(_wanted).Where(c => !controllers.ContainsKey(c)))
                {
                    controllers[controller] = At(at, shown, mine.FirstOrDefault(p => p[1].Split(',').Contains(controller))?[2]);
                    roots.Add(at);
                }
            }
        }
        return new(unified, unifiedRoot, controllers, [.. roots.Distinct()]);
    }

    // In a container the tree may begin where the container does, and the path be told as the machine sees it.
    private static string At(string mount, string shown, string? mine)
    {
        var path = mine ?? "/";
        if (shown != "/" && (path == shown || path.StartsWith(shown + '/', StringComparison.Ordinal)))
            path = path[shown.Length..];
        var place = Path.Combine(mount, path.TrimStart('/')).TrimEnd('/');
        return Directory.Exists(place) ? place : mount;
    }

    private static string Unescape(string path) =>
        path.Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal).Replace("\\134", "\\", StringComparison.Ordinal);
}
