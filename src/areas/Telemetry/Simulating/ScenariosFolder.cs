using Gantry.Simulation;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>The mission folder's <c>telemetry/scenarios/*.yaml</c>: what simulated spacecraft do.</summary>
internal sealed class ScenariosFolder : IMissionPart
{
    public const string Folder = "telemetry/scenarios/";

    private const string Ending = ".yaml";

    public string Path => Folder;

    public string SchemaName => "scenario";

    public string JsonSchema => ScenarioFile.JsonSchema("scenario.schema.json");

    public static string FileOf(string name) => Folder + name + Ending;

    public static bool IsScenario(string path) => path.StartsWith(Folder, StringComparison.Ordinal) && path.EndsWith(Ending, StringComparison.Ordinal);

    public static IEnumerable<string> Names(MissionFiles files) => files.All.Select(f => f.Path).Where(IsScenario).Select(p => p[Folder.Length..^Ending.Length]);

    public IEnumerable<Finding> Check(MissionFiles files)
    {
        var channels = MissionDatabases.Of(files);
        foreach (var file in files.All.Where(f => IsScenario(f.Path)))
        {
            var name = file.Path[Folder.Length..^Ending.Length];
            // Those who fly it; where nobody does, it is for the command line, with any database of the mission.
            var databases = channels.Where(c => c.Channel.From is SimulatorDeclaration s && s.Scenario == name).Select(c => c.Database).Distinct().DefaultIfEmpty(channels.Select(c => c.Database).FirstOrDefault());
            var found = databases.SelectMany(database => Problems(file, database, files)).Distinct().ToList();
            foreach (var problem in found)
                yield return new(file.Path, problem.Line, problem.Column, problem.Message);
        }
    }

    private static IEnumerable<ScenarioProblem> Problems(MissionFile file, XtceDatabase? database, MissionFiles files)
    {
        if (ScenarioFile.Read(file.Content, file.Path, database, out var problems) is not { } scenario)
            return problems;
        return scenario.Events.OfType<DatabaseEvent>().Where(e => files.Find(TelemetryFolder.Path + e.File) is null)
            .Select(e => new ScenarioProblem(e.Line, 1, $"there is no file {TelemetryFolder.Path}{e.File} for the spacecraft to go on with"));
    }
}
