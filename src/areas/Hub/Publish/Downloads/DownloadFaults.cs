using System.Globalization;

namespace Gantry.Hub;

/// <summary>What a download is refused for.</summary>
internal static class DownloadFaults
{
    public static Fault TooMany(Caller caller, int most, TimeSpan wait) => new(FaultKind.Exhausted, "hub.too_many_downloads",
        $"{caller.Name} has {most} downloads going on, and may not have more at a time. Wait for one to end.") { RetryAfter = wait };

    public static Fault TooMuch(Caller caller, long most, TimeSpan window, TimeSpan wait) => new(FaultKind.Exhausted, "hub.too_many_bytes",
        string.Create(CultureInfo.InvariantCulture, $"{caller.Name} has taken the {most:N0} bytes that it may take within {window}. There is room again in {Math.Ceiling(wait.TotalSeconds)} seconds.")) { RetryAfter = wait };
}
