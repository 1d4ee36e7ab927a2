using Gantry.Simulation;
using Gantry.Xtce;
using Gantry.Yaml;

namespace Gantry.Telemetry;

/// <summary>A file of a mission folder that names parameters which a change of their database touches.</summary>
/// <param name="Parameters">Those that are shown or flown otherwise now.</param>
/// <param name="Gone">Those that no longer are.</param>
public sealed record DatabaseUse(string File, IReadOnlyList<string> Parameters, IReadOnlyList<string> Gone);

/// <summary>What a mission folder does with the parameters of a database.</summary>
public static class DatabaseUses
{
    /// <summary>The displays and scenarios that a change touches.</summary>
    public static IReadOnlyList<DatabaseUse> Of(MissionFiles files, XtceDatabase before, XtceDatabase after, DatabaseDifference difference)
    {
        var touched = difference.Changes.Where(c => c.What == "parameter").Select(c => c.Item).ToHashSet(StringComparer.Ordinal);
        var uses = new List<DatabaseUse>();
        foreach (var file in files.All)
        {
            var names = Names(file).Distinct(StringComparer.Ordinal).Where(n => before.FindPart(n) is not null || after.FindPart(n) is not null).ToList();
            var gone = names.FindAll(n => after.FindPart(n) is null);
            var other = names.FindAll(n => after.FindPart(n) is { } part && touched.Contains(part.Parameter.QualifiedName[(after.Root.QualifiedName.Length + 1)..]));
            if (gone.Count + other.Count > 0)
                uses.Add(new(file.Path, other, gone));
        }
        return uses;
    }

    private static IEnumerable<string> Names(MissionFile file)
    {
        if (DisplaysFolder.NameOf(file.Path) is { } name)
            return YamlReader.Read(file.Content, file.Path, DisplayShapes.File).TryGet(out var root, out _) ? Display.Of(name, root.AsMap()).Groups.SelectMany(g => g.Parameters).Select(p => p.Name) : [];
        return ScenariosFolder.IsScenario(file.Path) && ScenarioFile.Read(file.Content, file.Path, null, out _) is { } scenario
            ? scenario.Laws.Select(l => l.Name).Concat(scenario.Events.OfType<LimitsEvent>().Select(e => e.Parameter).OfType<string>()) : [];
    }
}
