using Gantry.Xtce;
using Gantry.Yaml;

namespace Gantry.Simulation;

/// <summary>Whether a database has what a scenario names, and what it says of it can be.</summary>
internal static class ScenarioCheck
{
    public static IEnumerable<ScenarioProblem> Find(YamlMap map, XtceDatabase database)
    {
        var encoder = new PacketEncoder(database);
        foreach (var (key, _) in map.MapOrNull("rates")?.Entries.Select(e => (e.Key, e.Value)) ?? [])
        {
            if (database.FindContainer(key.Value) is null)
                yield return new(key.Line, key.Column, NoContainer(database, key.Value));
        }
        foreach (var one in map.Maps("parameters"))
        {
            var name = one.Find("name")!;
            if (database.FindPart(name.AsText()) is not { } part)
                yield return new(name.Line, name.Column, NoParameter(database, name.AsText()));
            else if (Wrong(encoder, part.Type, ScenarioFile.Law(one).Law) is { } wrong)
                yield return new(name.Line, name.Column, $"{name.AsText()} cannot go so: {wrong}");
        }
        foreach (var one in map.Maps("events"))
        {
            if (one.Find("packet") is { } packet && database.FindContainer(packet.AsText()) is null)
                yield return new(packet.Line, packet.Column, NoContainer(database, packet.AsText()));
            if (one.Find("parameter") is not { } parameter)
                continue;
            if (database.FindPart(parameter.AsText()) is not { } part)
                yield return new(parameter.Line, parameter.Column, NoParameter(database, parameter.AsText()));
            else if (new TypeValues(encoder, part.Type, false).Bad.Count == 0)
                yield return new(parameter.Line, parameter.Column, $"{parameter.AsText()} has no limits that a value of it could break");
        }
    }

    private static string? Wrong(PacketEncoder encoder, DataType type, Law law)
    {
        IEnumerable<string> texts = law switch { ConstantLaw constant => [constant.Value], StepLaw step => step.Values, _ => [] };
        foreach (var text in texts)
        {
            if (encoder.RawOf(type, text).Fault is { } fault)
                return fault;
        }
        if (law is ConstantLaw or StepLaw)
            return null;
        return type is AggregateType or ArrayType ? "it has parts; name one of them" : encoder.RawOf(type, 1.0) is null ? "it is no number" : null;
    }

    private static string NoParameter(XtceDatabase database, string name) => $"the database has no parameter '{name}'{Settings.DidYouMean(name, database.AllParameters.Select(p => p.Name))}";

    private static string NoContainer(XtceDatabase database, string name) => $"the database has no container '{name}'{Settings.DidYouMean(name, database.AllContainers.Select(c => c.Name))}";
}
