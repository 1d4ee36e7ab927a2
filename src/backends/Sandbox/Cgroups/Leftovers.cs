namespace Gantry.Sandbox;

/// <summary>What an earlier life left in the cgroups of a folder of attempts, wherever in the trees that life stood.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(5);

    /// <param name="home">What the home of the folder of attempts is called.</param>
    /// <param name="isOurs">Whether an attempt of this name is of this life.</param>
    public static async Task<int> KillAsync(string home, Func<string, bool> isOurs, CancellationToken ct)
    {
        var places = (CgroupMounts.Find()?.Roots ?? []).SelectMany(root => Find(root, home))
            .SelectMany(Directory.GetDirectories).Where(place => !isOurs(Path.GetFileName(place))).ToList();
        while (places.Where(IsPopulated).ToList() is { Count: > 0 } populated)
        {
            foreach (var place in populated)
                Kill(place);
            await Task.Delay(_pause, ct);
        }
        foreach (var place in places)
            Delete(place);
        return places.Select(Path.GetFileName).Distinct().Count();
    }

    private static IEnumerable<string> Find(string root, string home) => Directory.EnumerateDirectories(
        root, home, new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 12 });

    private static bool IsPopulated(string place) => CgroupFile.ReadProcesses(place).Any();

    private static void Kill(string place)
    {
        if (File.Exists(Path.Combine(place, "cgroup.kill")))
        {
            CgroupFile.Write(place, "cgroup.kill", "1");
            return;
        }
        StepProcesses.Signal(CgroupFile.ReadProcesses(place), StepProcesses.Kill);
    }

    private static void Delete(string place)
    {
        try
        {
            Directory.Delete(place);
        }
        catch (IOException)
        {
            // A process is on its way out; empty folders are met again at the next start.
        }
    }
}
