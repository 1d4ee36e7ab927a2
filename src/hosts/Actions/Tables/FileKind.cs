using System.IO.Compression;

namespace Gantry.Actions;

/// <summary>How a table is written in a file.</summary>
internal enum FileKind
{
    Csv,
    Json,
    Parquet,
}

internal static class FileKinds
{
    /// <summary>What a file's name says; null when it says nothing.</summary>
    public static FileKind? Of(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" or ".tab" or ".psv" or ".txt" => FileKind.Csv,
            ".json" or ".jsonl" or ".ndjson" or ".geojson" => FileKind.Json,
            ".parquet" or ".pq" => FileKind.Parquet,
            _ => null,
        };
    }

    /// <summary>A file to be read, unpacked where its name says that it is packed.</summary>
    public static Stream OpenRead(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>Whether JSON is written in lines, one object each, or as one list.</summary>
    public static bool IsLines(string path) => Path.GetExtension(path).ToLowerInvariant() is ".jsonl" or ".ndjson";
}
