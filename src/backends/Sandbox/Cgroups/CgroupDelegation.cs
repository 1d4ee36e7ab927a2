namespace Gantry.Sandbox;

/// <summary>
/// Finds a place in the tree of version 2 where limits may be set. There a cgroup that hands controllers on may hold no
/// process itself, so a server that was given its own (systemd: Delegate=yes) moves one floor down first.
/// </summary>
internal static class CgroupDelegation
{
    private const string Server = "gantry-server";

    private static readonly string[] _needed = ["memory", "cpu", "pids"];

    public static CgroupHome Make(CgroupMounts mounts, string name)
    {
        // Beside ours when an earlier call, or an earlier life in this unit, has moved down already.
        var own = Path.GetFileName(mounts.Unified!) == Server ? Path.GetDirectoryName(mounts.Unified!)! : mounts.Unified!;
        var problem = "";
        foreach (var place in new[] { own, mounts.UnifiedRoot! }.Distinct())
        {
            try
            {
                return MakeAt(place, name);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problem = $"controllers cannot be handed on at {place} ({e.Message}; for a unit of systemd set Delegate=yes)";
            }
        }
        return CgroupHome.None(problem);
    }

    private static CgroupHome MakeAt(string place, string name)
    {
        var offered = Words(place, "cgroup.controllers");
        if (_needed.Except(offered).ToList() is { Count: > 0 } lacking)
            throw new IOException($"{string.Join(", ", lacking)} {(lacking.Count == 1 ? "is" : "are")} not offered there");
        var wanted = _needed.Concat(offered.Intersect(["io"])).ToList();
        HandOn(place, wanted);
        var home = Directory.CreateDirectory(Path.Combine(place, name)).FullName;
        HandOn(home, wanted);
        return new(wanted.SelectMany(VersionOneNames).ToDictionary(c => c, _ => home), home, true, null);
    }

    private static void HandOn(string place, List<string> wanted)
    {
        var lacking = wanted.Except(Words(place, "cgroup.subtree_control")).ToList();
        if (lacking.Count == 0)
            return;
        var enable = string.Join(' ', lacking.Select(c => $"+{c}"));
        try
        {
            CgroupFile.Write(place, "cgroup.subtree_control", enable);
        }
        catch (IOException) when (CgroupFile.ReadProcesses(place).Contains(Environment.ProcessId))
        {
            MoveDown(place, enable);
        }
    }

    private static void MoveDown(string place, string enable)
    {
        var below = Directory.CreateDirectory(Path.Combine(place, Server)).FullName;
        CgroupFile.Write(below, "cgroup.procs", Environment.ProcessId);
        try
        {
            CgroupFile.Write(place, "cgroup.subtree_control", enable);
        }
        catch (IOException)
        {
            // Others live here too, and they are not ours to move.
            CgroupFile.Write(place, "cgroup.procs", Environment.ProcessId);
            Directory.Delete(below);
            throw;
        }
    }

    private static string[] VersionOneNames(string controller) => controller switch { "cpu" => ["cpu", "cpuacct"], "io" => ["blkio"], _ => [controller] };

    private static string[] Words(string folder, string name) =>
        (CgroupFile.Read(folder, name) ?? "").Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
