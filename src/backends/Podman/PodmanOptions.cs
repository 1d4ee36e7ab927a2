namespace Gantry.Podman;

/// <summary>How containers are run.</summary>
public sealed record PodmanOptions
{
    /// <summary>The programs that are tried, the first that is there is taken: names that are looked for in the path, or paths.</summary>
    public IReadOnlyList<string> Programs { get; init; } = ["podman", "docker"];

    /// <summary>A folder of this node's own, for what engines want to read from files and for nobody else to see.</summary>
    public required string Folder { get; init; }

    /// <summary>Where podman keeps images and containers; its own place when left out.</summary>
    public string? StorageFolder { get; init; }

    /// <summary>How long an attempt may take to end when it is asked to, before it is killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Where the program is; null when none is there.</summary>
    public string? FindProgram() => Programs.Select(Find).FirstOrDefault(found => found is not null);

    private static string? Find(string program) =>
        program.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? File.Exists(program) ? program : null
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
