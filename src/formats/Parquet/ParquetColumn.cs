namespace Gantry.Parquet;

/// <summary>What the values of a column are.</summary>
public enum ParquetType
{
    Boolean,
    Int64,
    UInt64,
    Double,

    /// <summary>UTF-8.</summary>
    Text,
    Bytes,

    /// <summary>A point of UTC, in nanoseconds since 1970.</summary>
    Time,
}

/// <summary>A column of a file.</summary>
public sealed record ParquetColumn(string Name, ParquetType Type, bool IsNullable = true);

/// <summary>How pages are compressed.</summary>
public enum ParquetCompression
{
    None,

    /// <summary>Every reader has it.</summary>
    Gzip,

    /// <summary>Gzip where values do not repeat; those that do are small as they are, and are written much faster.</summary>
    Sparing,
}

/// <summary>A file is not Parquet, is damaged, or uses what this reader does not know; the message says which.</summary>
public sealed class ParquetException(string message, Exception? inner = null) : Exception(message, inner);
