namespace Gantry;

/// <summary>
/// One file of a mission folder, by its path with forward slashes. The content of files is cut at their
/// <see cref="LimitOf">limit</see>: no file that an area reads is so long, and its reader says so.
/// </summary>
public sealed record MissionFile(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>The most that is read of any file: databases of spacecraft are long.</summary>
    public const int ContentLimit = (16 << 20) + 1;

    private const int UsualLimit = (1 << 20) + 1;

    // All heads of a folder are in memory at once, so only those are long that may have to be.
    public static int LimitOf(string path) => path.StartsWith("telemetry/", StringComparison.Ordinal) ? ContentLimit : UsualLimit;
}

/// <summary>A mission folder's files as they are about to become a release.</summary>
public sealed class MissionFiles(IEnumerable<MissionFile> files)
{
    private readonly Dictionary<string, MissionFile> _byPath = files.ToDictionary(f => f.Path, StringComparer.Ordinal);

    public IEnumerable<MissionFile> All => _byPath.Values.OrderBy(f => f.Path, StringComparer.Ordinal);

    public MissionFile? Find(string path) => _byPath.GetValueOrDefault(path);
}

/// <summary>
/// What one area knows of a mission folder: which files are its own, what they must look like, and what is wrong with
/// these. Port: each area adds its own, the check asks them all.
/// </summary>
public interface IMissionPart
{
    /// <summary>The file that this part owns, or the folder with a trailing slash.</summary>
    string Path { get; }

    /// <summary>The name its JSON Schema is published under.</summary>
    string SchemaName { get; }

    /// <summary>The JSON Schema of the file, for editors.</summary>
    string JsonSchema { get; }

    /// <summary>Everything that is wrong with the files this part owns.</summary>
    IEnumerable<Finding> Check(MissionFiles files);
}

/// <summary>What a mission's release says, for areas that act on it. Port: Delivery answers. The signal <see cref="Moved"/> wakes those who act on what stands.</summary>
public interface IMissionReleases
{
    /// <summary>The topic that is woken when an environment points at another release.</summary>
    const string Moved = "releases-moved";

    /// <summary>Which release stands in an environment now; null when none does or there is no such mission.</summary>
    Task<Digest?> StandingAsync(string mission, string environment, CancellationToken ct);

    /// <summary>Every release that stands somewhere now.</summary>
    Task<IReadOnlyList<Standing>> AllStandingAsync(CancellationToken ct);

    /// <summary>The paths of a release's files in a folder (<c>sources/</c>), sorted.</summary>
    Task<IReadOnlyList<string>> ListFilesAsync(Digest release, string folder, CancellationToken ct);

    /// <summary>All files of a release with their digests, by path.</summary>
    Task<IReadOnlyList<ReleaseFile>> FilesAsync(Digest release, CancellationToken ct);

    /// <summary>One file of a release; null when it has none of that path.</summary>
    Task<byte[]?> ReadFileAsync(Digest release, string path, CancellationToken ct);
}

/// <summary>A release that stands in an environment.</summary>
public sealed record Standing(string Mission, string Environment, Digest Release);

/// <summary>Checks a mission folder without a server: the same answer here, in an editor and at the gate.</summary>
public static class MissionCheck
{
    public static IReadOnlyList<Finding> Run(IReadOnlyList<IMissionPart> parts, MissionFiles files)
    {
        var findings = new List<Finding>();
        foreach (var file in files.All)
        {
            if (IsDeclaration(file.Path) && !parts.Any(part => Owns(part, file.Path)))
                findings.Add(new(file.Path, 1, 1,
                    $"no part of a mission is declared in this file{Settings.DidYouMean(file.Path, parts.Select(p => p.Path))} Known are {string.Join(", ", parts.Select(p => p.Path))}."));
        }
        foreach (var part in parts)
            findings.AddRange(part.Check(files));
        return findings;
    }

    private static bool Owns(IMissionPart part, string path) =>
        part.Path.EndsWith('/') ? path.StartsWith(part.Path, StringComparison.Ordinal) : path == part.Path;

    private static bool IsDeclaration(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
}
