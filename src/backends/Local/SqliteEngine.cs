using System.Runtime.InteropServices;

namespace Gantry.Local;

/// <summary>Chooses the SQLite library: the system's, which its distribution keeps patched, else the one that came with the package.</summary>
internal static class SqliteEngine
{
    private static readonly string[] _systemNames = ["libsqlite3.so.0", "libsqlite3.dylib"];
    private static readonly Lazy<bool> _isSystem = new(Load);

    /// <summary>Whether the system's own library is in use.</summary>
    public static bool IsSystem => _isSystem.Value;

    private static bool Load()
    {
        nint system = 0;
        var found = _systemNames.Any(name => NativeLibrary.TryLoad(name, out system));
        if (found)
            NativeLibrary.SetDllImportResolver(
                typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, (name, _, _) => name == "e_sqlite3" ? system : 0);
        SQLitePCL.Batteries_V2.Init();
        return found;
    }
}
