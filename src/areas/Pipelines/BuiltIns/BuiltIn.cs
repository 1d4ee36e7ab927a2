using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary>An action that comes with Gantry: what it is told, and the rules for what a step gives it and takes from it.</summary>
/// <param name="With">What stands under <c>with:</c>.</param>
/// <param name="Rules">What is wrong with a step beyond that.</param>
/// <param name="Made">What it makes where the step declares no output.</param>
internal sealed record BuiltIn(string Name, Shape With, Func<YamlMap, Step, IEnumerable<(YamlNode At, string Message)>> Rules, Output Made)
{
    private const string Values = "values";

    private static readonly string[] _notTaken = ["image", "network", "secrets", "files"];

    private static readonly IReadOnlyList<BuiltIn> _all = [SqlBuiltIn.Action, CheckBuiltIn.Action, CompareBuiltIn.Action, PlotBuiltIn.Action];

    /// <summary>What the program is told is no web page, and a word of its command has a longest length.</summary>
    public static JsonSerializerOptions PlainJson { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<string> Names => _all.Select(a => a.Name);

    public static BuiltIn? Find(string? name) => _all.FirstOrDefault(a => a.Name == name);

    /// <summary>What is wrong with how a step uses it, with the place.</summary>
    public IEnumerable<(YamlNode At, string Message)> WrongWith(YamlMap map, Step step)
    {
        var uses = map.Find("uses")!;
        foreach (var key in _notTaken.Where(map.Has))
            yield return (map.Find(key)!, $"a built-in action takes no '{key}'; it sees its inputs and nothing else");
        if (map.Find("with") is not { } with)
            yield return (uses, $"the action '{Name}' must be told something: {With.Description}");
        else if (With.Check(with, "") is { Count: > 0 } problems)
        {
            foreach (var problem in problems)
                yield return (new YamlText("", isPlain: true, problem.Line, problem.Column), problem.Message);
        }
        else
        {
            foreach (var wrong in Rules(map, step))
                yield return wrong;
        }
    }

    /// <summary>The values in <c>with:</c> in which parameters of the run are filled in.</summary>
    public static IEnumerable<YamlNode> Templates(YamlMap map) => map.MapOrNull("with")?.MapOrNull(Values)?.Entries.Select(e => e.Value) ?? [];

    /// <summary>What a step makes with it: what it declares, else what the action makes by itself.</summary>
    public IReadOnlyList<Output> OutputsOf(Step step) => step.Outputs.Count > 0 ? step.Outputs : [Made];

    /// <summary>The step as it is done: the program of the actions with what it is told.</summary>
    /// <param name="program">The program's digest, which is a part of what a result depends on.</param>
    public Step Applied(Step step, string program)
    {
        var with = JsonNode.Parse(step.With)!.AsObject();
        var variables = step.Variables.ToDictionary(StringComparer.Ordinal);
        variables["GANTRY_ACTIONS"] = program;
        foreach (var (name, value) in BuiltInProgram.Variables(step.Resources.MemoryBytes))
            variables[name] = value;
        var words = new List<string>();
        if (with.TryGetPropertyValue(Values, out var values) && with.Remove(Values))
        {
            foreach (var (name, value) in values!.AsObject())
            {
                variables["VALUE_" + Variable.Of(name)] = value?.ToString() ?? "";
                words.AddRange(["--value", name, "$VALUE_" + Variable.Of(name)]);
            }
        }
        var outputs = OutputsOf(step);
        IEnumerable<string> inputs = [.. step.Inputs.SelectMany(i => new[] { "--input", i.Name, "$IN_" + Variable.Of(i.Name) }), .. step.Each is { ByLine: false } ? ["--input", "item", "$ITEM"] : Array.Empty<string>()];
        return step with
        {
            Run =
            [
                BuiltInProgram.Dotnet, BuiltInProgram.Assembly, Name, "--with", with.ToJsonString(PlainJson),
                "--memory", step.Resources.MemoryBytes.ToString(CultureInfo.InvariantCulture), "--threads", Math.Ceiling(step.Resources.Processors).ToString(CultureInfo.InvariantCulture),
                .. inputs, .. outputs.SelectMany(o => new[] { "--output", o.Name, "$OUT_" + Variable.Of(o.Name) }), .. words,
            ],
            Variables = variables,
            Outputs = outputs,
        };
    }
}
