using Gantry.Simulation;
using Gantry.Xtce;

namespace Swot.Tests;

/// <summary>The mission's folder in the repository, and its database read once.</summary>
internal static class SwotMission
{
    public static string Folder { get; } = Find();

    public static string Database => Path.Combine(Folder, "telemetry", "swot.xml");

    public static XtceReading Reading { get; } = XtceReader.Read(File.ReadAllBytes(Database), Database, new() { Mode = ReadingMode.Strict });

    public static XtceDatabase Xtce => Reading.Database!;

    public static Container Root => RootContainers.Choose(Xtce)!;

    public static SimulatedDatabase Simulated => new(Xtce, Root);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gantry.slnx")))
                return Path.Combine(folder.FullName, "missions", "swot");
        }
        throw new DirectoryNotFoundException("The tests run inside the repository.");
    }
}
