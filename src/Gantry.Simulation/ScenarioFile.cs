using Gantry.Xtce;
using Gantry.Yaml;

namespace Gantry.Simulation;

/// <summary>Something that is wrong with a scenario, and where.</summary>
public sealed record ScenarioProblem(int Line, int Column, string Message);

/// <summary>Scenarios as files of YAML: <c>telemetry/scenarios/*.yaml</c> of a mission.</summary>
public static class ScenarioFile
{
    public static string JsonSchema(string id) => ScenarioShapes.File.ToJsonSchema(id, "Gantry: telemetry/scenarios/*.yaml");

    /// <summary>Reads a scenario; null with everything that is wrong with it.</summary>
    /// <param name="database">The database of the spacecraft, to find what is named in it; null to leave that out.</param>
    public static Scenario? Read(ReadOnlyMemory<byte> content, string file, XtceDatabase? database, out IReadOnlyList<ScenarioProblem> problems)
    {
        if (!YamlReader.Read(content, file, ScenarioShapes.File).TryGet(out var root, out var wrong))
        {
            problems = [.. wrong.Select(p => new ScenarioProblem(p.Line, p.Column, p.Message))];
            return null;
        }
        var map = root.AsMap();
        problems = database is null ? [] : [.. ScenarioCheck.Find(map, database)];
        return problems.Count > 0 ? null : new()
        {
            Rates = map.MapOrNull("rates")?.Entries.ToDictionary(e => e.Key.Value, e => e.Value.AsNumber()) ?? [],
            Laws = [.. map.Maps("parameters").Select(Law)],
            Events = [.. map.Maps("events").Select(Event)],
        };
    }

    internal static ParameterLaw Law(YamlMap map) => new(map.Text("name"), map.Text("kind") switch
    {
        "constant" => new ConstantLaw(map.Text("value")),
        "step" => new StepLaw(map.Texts("values"), AtLeastATick(map.Duration("every"))),
        "ramp" => new RampLaw(map.Number("low"), map.Number("high"), AtLeastATick(map.Duration("over")), map.FlagOrNull("repeats") ?? false),
        "sine" => new SineLaw(map.Number("low"), map.Number("high"), AtLeastATick(map.Duration("period")), map.DurationOrNull("shift") ?? default),
        "noise" => new NoiseLaw(map.Number("mean"), map.Number("deviation")),
        _ => new ClockLaw(map.TextOrNull("epoch") ?? "gps"),
    })
    { From = map.DurationOrNull("from") ?? default, Until = map.DurationOrNull("until") ?? TimeSpan.MaxValue };

    private static ScenarioEvent Event(YamlMap map) => map.Text("kind") switch
    {
        "gap" => new GapEvent((int?)map.WholeOrNull("packets")) { At = map.Duration("at"), Every = Every(map), Packet = map.TextOrNull("packet"), Frames = (int?)map.WholeOrNull("frames") },
        "corrupt" => new CorruptEvent { At = map.Duration("at"), Every = Every(map), Packet = map.TextOrNull("packet"), Octets = (int?)map.WholeOrNull("octets") },
        "limits" => new LimitsEvent { At = map.Duration("at"), Every = Every(map), Parameter = map.TextOrNull("parameter"), For = map.DurationOrNull("for") },
        _ => new DatabaseEvent(map.Text("file"), map.Line) { At = map.Duration("at") },
    };

    private static TimeSpan? Every(YamlMap map) => map.DurationOrNull("every") is { } every ? AtLeastATick(every) : null;

    // Nothing is divided by zero, whatever the file says.
    private static TimeSpan AtLeastATick(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.FromTicks(1);
}
