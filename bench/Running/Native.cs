using System.Runtime.InteropServices;

namespace Gantry.Bench.Running;

/// <summary>The few calls that .NET has no word for.</summary>
internal static partial class Native
{
    public static void FlushFolder(string folder)
    {
        var descriptor = Open(folder, 0);
        if (descriptor < 0 || FSync(descriptor) != 0)
            throw new IOException($"{folder} cannot be flushed.");
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
