using System.Runtime.InteropServices;

namespace Gantry.Bench.Running;

/// <summary>The few calls that .NET has no word for.</summary>
internal static partial class Native
{
    private const int ThreadCpuClock = 3;

    public static void FlushFolder(string folder)
    {
        var descriptor = Open(folder, 0);
        if (descriptor < 0 || FSync(descriptor) != 0)
            throw new IOException($"{folder} cannot be flushed.");
        _ = Close(descriptor);
    }

    /// <summary>How long this thread has been computing, whatever else the machine did meanwhile.</summary>
    public static double ThreadSeconds()
    {
        Span<long> time = stackalloc long[2];
        if (ClockGetTime(ThreadCpuClock, ref time[0]) != 0)
            throw new IOException("The thread's clock cannot be read.");
        return time[0] + (time[1] * 1e-9);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int ClockGetTime(int clock, ref long secondsAndNanoseconds);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
