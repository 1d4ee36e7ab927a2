using System.Security.Cryptography;
using System.Text;

namespace Gantry.Sandbox;

/// <summary>The cgroups in which those of a folder's attempts are made, one in each tree.</summary>
/// <param name="Folders">By controller, in the words of version 1.</param>
/// <param name="Unified">In the tree of version 2, by which all can be killed at once; null where there is none.</param>
/// <param name="Missing">What cannot be limited or counted, and why; null when everything can.</param>
internal sealed record CgroupHome(
    IReadOnlyDictionary<string, string> Folders, string? Unified, bool IsVersion2, string? Missing)
{
    private static readonly (string Controller, string Limits)[] _limits = [("memory", "memory of the whole step"), ("cpu", "processors"), ("pids", "processes")];

    /// <summary>The folders that attempts' cgroups need, each once.</summary>
    public IEnumerable<string> Places => Folders.Values.Append(Unified).OfType<string>().Distinct();

    /// <summary>What a home is called, so that it is found by a later life and by no other node.</summary>
    public static string NameOf(string attemptsFolder) =>
        $"gantry-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.TrimEndingDirectorySeparator(Path.GetFullPath(attemptsFolder)))))[..12]}";

    public static CgroupHome None(string why) => new(new Dictionary<string, string>(), null, false, Complain(_limits.Select(l => l.Limits), why));

    /// <summary>Makes the home of a folder of attempts.</summary>
    public static CgroupHome Make(CgroupMounts mounts, string name) =>
        mounts.IsVersion2 ? CgroupDelegation.Make(mounts, name) : MakeVersion1(mounts, name);

    /// <summary>Removes what nobody uses any more.</summary>
    public void Remove()
    {
        foreach (var place in Places)
        {
            try
            {
                Directory.Delete(place);
            }
            catch (IOException)
            {
                // Gone already, or an attempt is still in it: the next life looks after it.
            }
        }
    }

    public static string Complain(IEnumerable<string> what, string why) => $"{string.Join(", ", what)}: not limited, because {why}";

    private static CgroupHome MakeVersion1(CgroupMounts mounts, string name)
    {
        var (folders, problem) = (new Dictionary<string, string>(), "this machine has no cgroups");
        foreach (var (controller, place) in mounts.Controllers)
        {
            if (TryMake(Path.Combine(place, name)) is { } failure)
                problem = failure;
            else
                folders[controller] = Path.Combine(place, name);
        }
        var unified = mounts.Unified is { } tree && TryMake(Path.Combine(tree, name)) is null ? Path.Combine(tree, name) : null;
        var unlimited = _limits.Where(l => !folders.ContainsKey(l.Controller)).Select(l => l.Limits).ToList();
        return new(folders, unified, false, unlimited.Count == 0 ? null : Complain(unlimited, problem));
    }

    private static string? TryMake(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"no cgroup can be made at {folder} ({e.Message})";
        }
    }
}
