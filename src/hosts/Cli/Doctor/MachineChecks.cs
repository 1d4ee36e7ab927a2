using Gantry.Server;

namespace Gantry.Cli;

/// <summary>What a server on this machine would stand on.</summary>
internal static class MachineChecks
{
    private const long LittleBytes = 1L << 30;

    /// <summary>Whether the data folder, or where it would be made, can be written.</summary>
    public static Diagnosis DataFolder()
    {
        if (!SettingsSources.Read(Environment.CurrentDirectory, []).TryGet(out var settings, out var fault))
            return new("settings", Diagnosis.Problem, fault.Message.ReplaceLineEndings("; "));
        var folder = Path.GetFullPath(settings.Text("data.folder"));
        var nearest = folder;
        while (!Directory.Exists(nearest) && Path.GetDirectoryName(nearest) is { } above)
            nearest = above;
        try
        {
            var probe = Path.Combine(nearest, $".gantry-doctor-{Environment.ProcessId}");
            using (new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
            var free = new DriveInfo(nearest).AvailableFreeSpace;
            var room = $"{Units.Size(free)} free";
            return free < LittleBytes
                ? new("data folder", Diagnosis.Problem, $"{folder} has only {room}; a server refuses files when the disk is full")
                : new("data folder", Diagnosis.Ok, $"{folder} {(nearest == folder ? "can be written" : "can be made")}, {room}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("data folder", Diagnosis.Problem, $"{folder} cannot be written ({e.Message}); choose another with --data or data.folder");
        }
    }

    /// <summary>A clock that stands before this program was built is certainly wrong; more cannot be known from here.</summary>
    public static Diagnosis Clock(TimeProvider clock)
    {
        var (now, built) = (clock.GetUtcNow(), new DateTimeOffset(File.GetLastWriteTimeUtc(typeof(MachineChecks).Assembly.Location), TimeSpan.Zero));
        return now < built.AddDays(-1)
            ? new("clock", Diagnosis.Problem, $"it says {Units.Time(now)}, which is before this program was built ({Units.Time(built)}); set up NTP")
            : new("clock", Diagnosis.Ok, $"{Units.Time(now)}, which is possible; whether NTP keeps it is not known from here");
    }
}
