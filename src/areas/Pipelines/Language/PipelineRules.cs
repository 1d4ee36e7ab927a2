using System.Globalization;
using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary>What no shape can say of a pipeline: that what it names is there, and that its steps go in no circle.</summary>
internal sealed class PipelineRules(MissionFiles files)
{
    private const int MostSteps = 20_000;

    private readonly ReleaseFiles _release = new(files.All.Select(f => f.Path));
    private readonly IReadOnlyCollection<string>? _types = MissionTypes.Of(files);
    private readonly IReadOnlyDictionary<string, ActionFile> _actions = ActionsFolder.ReadAll(files);

    public IEnumerable<(YamlNode At, string Message)> Check(YamlMap map)
    {
        var steps = map.Map("steps").Entries.Select(e => (e.Key, Map: e.Value.AsMap(), Step: StepReader.Read(e.Key.Value, e.Value.AsMap(), _release))).ToList();
        if (steps.Count > MostSteps)
            return [(map.Find("steps")!, $"a pipeline has at most {MostSteps} steps; a step with 'matrix' or 'each' is done many times")];
        var parameters = PipelineReader.Entries(map, "parameters").ToDictionary(e => e.Name, e => e.Value.AsMap(), StringComparer.Ordinal);
        var starters = map.Maps("start").SelectMany(start => start.TextOrNull("product") is { } one ? [one] : start.Texts("products")).ToHashSet(StringComparer.Ordinal);
        var rules = new StepRules(_release, _types, _actions, [.. parameters.Keys], steps.ToDictionary(s => s.Step.Name, s => s.Step, StringComparer.Ordinal), starters, map.Has("start"));

        var found = parameters.SelectMany(p => WrongWithDefault(p.Key, p.Value)).Concat(map.Maps("start").SelectMany(WrongTypes)).ToList();
        foreach (var step in steps)
            found.AddRange(rules.Check(step.Key, step.Map, step.Step));
        // Where a step names one that is not there, circles cannot be looked for.
        if (found.Count == 0 && StepSort.Sort([.. steps.Select(s => s.Step)]) is null)
            found.Add((map.Find("steps")!, $"these steps wait for one another: {StepSort.Circle([.. steps.Select(s => s.Step)])}"));
        if (map.MapOrNull("together")?.Find("group") is { } group)
            found.AddRange(rules.WrongTemplate(group, null));
        return found;
    }

    private static IEnumerable<(YamlNode, string)> WrongWithDefault(string name, YamlMap parameter)
    {
        if (parameter.Find("default") is { } standard
            && Parameters.WrongWith(Enum.Parse<ParameterKind>(parameter.TextOrNull("kind") ?? "text", ignoreCase: true), standard.AsText()) is { } wrong)
            yield return (standard, $"the default of '{name}' {wrong}");
    }

    private IEnumerable<(YamlNode, string)> WrongTypes(YamlMap start)
    {
        foreach (var type in start.Find("product") is { } one ? [one] : start.List("products"))
        {
            if (_types is not null && !_types.Contains(type.AsText()))
                yield return (type, $"types.yaml knows no type '{type.AsText()}'{Settings.DidYouMean(type.AsText(), _types)}");
        }
    }
}

/// <summary>The values of parameters, as texts of their kinds.</summary>
internal static class Parameters
{
    private const int LongestText = 4000;

    /// <summary>What is wrong with a value, in words that follow its name; null when nothing is.</summary>
    public static string? WrongWith(ParameterKind kind, string value) => kind switch
    {
        ParameterKind.Whole when !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => $"is no whole number: '{value}'",
        ParameterKind.Number when !(double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && double.IsFinite(n)) => $"is no number: '{value}'",
        ParameterKind.Flag when value is not ("true" or "false") => $"is neither true nor false: '{value}'",
        ParameterKind.Date when !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => $"is no day such as 2026-11-21: '{value}'",
        _ when value.Length > LongestText => $"has more than {LongestText} letters",
        _ when value.Contains('\0', StringComparison.Ordinal) => "holds a NUL",
        _ => null,
    };

    /// <summary>What holds for a run: what was said, and the defaults of the rest.</summary>
    public static Result<IReadOnlyDictionary<string, string>> Settle(Pipeline pipeline, IReadOnlyDictionary<string, string> said)
    {
        var settled = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (said.Keys.FirstOrDefault(name => pipeline.Parameters.All(p => p.Name != name)) is { } unknown)
            return RunFaults.NoSuchParameter(pipeline, unknown);
        foreach (var parameter in pipeline.Parameters)
        {
            if ((said.GetValueOrDefault(parameter.Name) ?? parameter.Standard) is not { } value)
                return RunFaults.ParameterMissing(pipeline, parameter);
            if (WrongWith(parameter.Kind, value) is { } wrong)
                return RunFaults.BadParameter(pipeline, parameter, wrong);
            settled[parameter.Name] = value;
        }
        return settled;
    }
}
