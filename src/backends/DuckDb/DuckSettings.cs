using System.Globalization;

namespace Gantry.DuckDb;

/// <summary>What one session of DuckDB may use.</summary>
public sealed record DuckSettings
{
    public long MemoryBytes { get; init; } = 512 << 20;

    public int Threads { get; init; } = 1;

    /// <summary>Where it puts what does not fit into its memory; nowhere when left out.</summary>
    public string? TemporaryFolder { get; init; }

    internal IEnumerable<(string Name, string Value)> Options =>
    [
        ("memory_limit", $"{MemoryBytes.ToString(CultureInfo.InvariantCulture)}B"),
        ("threads", Threads.ToString(CultureInfo.InvariantCulture)),
        ("temp_directory", TemporaryFolder ?? ""),
        // Nothing is ever loaded that was not built in.
        ("autoinstall_known_extensions", "false"), ("autoload_known_extensions", "false"), ("allow_community_extensions", "false"),
    ];
}
