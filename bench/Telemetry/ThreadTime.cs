using System.Runtime.InteropServices;

namespace Gantry.Bench.Telemetry;

/// <summary>The time a thread was on a core. What else the machine does meanwhile does not count.</summary>
internal static partial class ThreadTime
{
    private const int OfThread = 3;

    public static double Seconds(Action body)
    {
        var before = Now();
        body();
        return Now() - before;
    }

    private static double Now()
    {
        _ = GetTime(OfThread, out var now);
        return now.Seconds + now.Nanoseconds / 1e9;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    private record struct Time(long Seconds, long Nanoseconds);
}
