namespace Gantry.Cli;

/// <summary>The sample missions, which stand in the repository beside the program.</summary>
internal static class SampleMissions
{
    public static IReadOnlyList<string> Names { get; } = ["neo", "sentinel", "swot"];

    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var missions = Path.Combine(folder.FullName, "missions");
            if (Names.All(name => File.Exists(Path.Combine(missions, name, "mission.yaml"))))
                return missions;
        }
        throw new FaultException(new(FaultKind.Missing, "cli.no_samples",
            "The sample missions are not beside this program. The demo runs in a clone of the repository: ./gantry demo."));
    }
}
