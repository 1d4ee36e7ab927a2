using System.Runtime.InteropServices;

namespace Gantry.Cli;

/// <summary>Libraries of the system that are better than the copies that come with Gantry.</summary>
internal static class SystemLibraries
{
    private static readonly string[] _sqlite = ["libsqlite3.so.0", "libsqlite3.dylib"];

    public static Diagnosis Sqlite()
    {
        foreach (var name in _sqlite)
        {
            if (!NativeLibrary.TryLoad(name, out var library))
                continue;
            NativeLibrary.Free(library);
            return new("sqlite", Diagnosis.Ok, $"the system's {name} is used; your distribution keeps it patched");
        }
        return new("sqlite", Diagnosis.Absent, "the copy that comes with Gantry is used; the system's own would be patched by your distribution (libsqlite3-0)");
    }
}
