using System.Text.Json;

namespace Gantry.Pipelines;

/// <summary>What a step meets when it is ready: its inputs, and its environment variables but for secrets.</summary>
internal sealed record StepSituation(IReadOnlyDictionary<string, IReadOnlyList<StepFile>> Inputs, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>Where inputs and outputs lie for a step, seen from where it starts.</summary>
    public const string In = "in";
    public const string Out = "out";

    public static StepSituation Of(Run run, RunPlan plan, Step step, StepItem? item, IReadOnlyDictionary<string, IReadOnlyList<StepFile>> inputs, string? triggerName)
    {
        var values = new RunValues(run, item, triggerName);
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, template) in step.Variables)
            variables[name] = Template.Fill(template, values.Find);
        // A parameter that the step does not speak of does not make it another step.
        foreach (var (name, value) in run.Parameters)
        {
            if ("P_" + Variable.Of(name) is var variable && step.Run?.Any(word => word.Contains(variable, StringComparison.Ordinal)) is true)
                variables[variable] = value;
        }
        foreach (var (axis, value) in item?.Matrix ?? [])
            variables["M_" + Variable.Of(axis)] = value;
        if (item?.Line is { } line)
            variables["ITEM"] = line;
        foreach (var input in step.Inputs)
            variables["IN_" + Variable.Of(input.Name)] = PlaceOf(input, plan.IsMany(input), inputs[input.Name]);
        if (item?.Name is not null)
            variables["ITEM"] = $"{In}/item/{item.Name}";
        foreach (var output in step.Outputs)
            variables["OUT_" + Variable.Of(output.Name)] = $"{Out}/{(output.IsMany ? Path.GetDirectoryName(output.Path) : output.Path)}".TrimEnd('/');
        return new(inputs, variables);
    }

    // One file is named, of several the folder.
    private static string PlaceOf(Input input, bool isMany, IReadOnlyList<StepFile> files) =>
        isMany ? $"{In}/{input.Name}" : files.Count == 0 ? "" : $"{In}/{input.Name}/{files[0].Name}";
}

/// <summary>What one of many is for.</summary>
internal sealed record StepItem(int Index)
{
    private static readonly JsonSerializerOptions _web = new(JsonSerializerDefaults.Web);

    public Dictionary<string, string>? Matrix { get; init; }

    /// <summary>The line it is for.</summary>
    public string? Line { get; init; }

    /// <summary>The file it is for: its place among those of the output, and its name.</summary>
    public int? Place { get; init; }

    public string? Name { get; init; }

    public string ToText() => JsonSerializer.Serialize(this, _web);

    public static StepItem? Read(string? text) => text is null ? null : JsonSerializer.Deserialize<StepItem>(text, _web);
}

/// <summary>The values that names in conditions and templates stand for.</summary>
internal sealed class RunValues(Run run, StepItem? item, string? triggerName, Func<string, string?>? verdictOf = null)
{
    public string? Find(string name) => name switch
    {
        "mission" => run.Mission,
        "environment" => run.Environment,
        "pipeline" => run.Pipeline,
        "run" => run.Id.ToString(),
        "trigger" => run.Cause.ToString().ToLowerInvariant(),
        "start" => run.Moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", null),
        "date" => run.Moment.UtcDateTime.ToString("yyyy-MM-dd", null),
        "day" => run.Moment.UtcDateTime.ToString("yyyyMMdd", null),
        "trigger.name" => triggerName,
        "trigger.stem" => Path.GetFileNameWithoutExtension(triggerName),
        "item" => item?.Line ?? item?.Name,
        "index" => item?.Index.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ when name.StartsWith("parameters.", StringComparison.Ordinal) => run.Parameters.GetValueOrDefault(name["parameters.".Length..]),
        _ when name.StartsWith("matrix.", StringComparison.Ordinal) => item?.Matrix?.GetValueOrDefault(name["matrix.".Length..]),
        _ when name.StartsWith("steps.", StringComparison.Ordinal) => verdictOf?.Invoke(name["steps.".Length..]),
        _ => null,
    };
}
