using System.Runtime.InteropServices;

namespace Gantry.DuckDb;

/// <summary>DuckDB's own library, which the build puts beside the program.</summary>
public static class DuckDbLibrary
{
    public const string Name = "libduckdb.so";

    public static string File => Path.Combine(AppContext.BaseDirectory, Name);

    /// <summary>Why there is no DuckDB here, with the way out; null when there is one.</summary>
    public static string? Missing => System.IO.File.Exists(File) ? null : $"DuckDB's library {Name} is not beside the program; install npm and build Gantry again, which brings it";

    public static string Version => Marshal.PtrToStringUTF8(Native.LibraryVersion()) ?? "";
}

/// <summary>DuckDB refused, in its own words, which show the place in the statement.</summary>
public sealed class DuckDbException(string message) : Exception(message);
