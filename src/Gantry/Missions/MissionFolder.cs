namespace Gantry;

/// <summary>One file of a mission folder, by its path with forward slashes.</summary>
public sealed record MissionFile(string Path, ReadOnlyMemory<byte> Content);

/// <summary>A mission folder's files as they are about to become a release.</summary>
public sealed class MissionFiles(IEnumerable<MissionFile> files)
{
    private readonly Dictionary<string, MissionFile> _byPath = files.ToDictionary(f => f.Path, StringComparer.Ordinal);

    public IEnumerable<MissionFile> All => _byPath.Values.OrderBy(f => f.Path, StringComparer.Ordinal);

    public MissionFile? Find(string path) => _byPath.GetValueOrDefault(path);
}

/// <summary>
/// What one area knows of a mission folder: which files are its own, what they must look like, and what is wrong with
/// these. Port: each area adds its own, the loader asks them all.
/// </summary>
public interface IMissionPart
{
    /// <summary>The file, or the folder with a trailing slash, that this part owns.</summary>
    string Path { get; }

    /// <summary>The name its JSON Schema is published under.</summary>
    string SchemaName { get; }

    /// <summary>The JSON Schema of the file, for editors.</summary>
    string JsonSchema { get; }

    /// <summary>Everything that is wrong with the files this part owns.</summary>
    IEnumerable<Finding> Check(MissionFiles files);
}

/// <summary>
/// What a mission's release says, for areas that act on it. Port: Delivery answers, the Hub asks for its types.
/// </summary>
public interface IMissionReleases
{
    /// <summary>Which release stands in an environment now; null when none does or there is no such mission.</summary>
    Task<Digest?> StandingAsync(Scope scope, CancellationToken ct);

    /// <summary>One file of a release; null when it has none of that path.</summary>
    Task<byte[]?> ReadFileAsync(Digest release, string path, CancellationToken ct);
}
