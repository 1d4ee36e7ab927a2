using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary>What no shape can say of a step: that what it names is there.</summary>
internal sealed class StepRules(
    ReleaseFiles release, IReadOnlyCollection<string>? types, IReadOnlyDictionary<string, ActionFile> actions, IReadOnlyCollection<string> parameters,
    IReadOnlyDictionary<string, Step> steps, IReadOnlySet<string> starters, bool isStarted)
{
    private const int MostCombinations = 10_000;

    private static readonly string[] _ways = ["run", "uses", "approve"];

    public IEnumerable<(YamlNode At, string Message)> Check(YamlText key, YamlMap map, Step step) =>
        What(key, map, step).Concat(Needs(map, step)).Concat(Inputs(map, step)).Concat(Outputs(map, step)).Concat(Files(map, step)).Concat(Fans(map, step)).Concat(Fallback(map, step))
            .Concat(Condition(map, step));

    /// <summary>Names in a template that nobody gives a value.</summary>
    public IEnumerable<(YamlNode, string)> WrongTemplate(YamlNode template, Step? step) =>
        Template.Names(template.AsText()).Select(name => WhyUnknown(name, step)).OfType<string>().Select(why => (template, why));

    private IEnumerable<(YamlNode, string)> Condition(YamlMap map, Step step) =>
        step.When is null ? [] : step.When.Root.Names.Select(name => WhyUnknown(name.Name, step)).OfType<string>().Select(why => (map.Find("when")!, why));

    private string? WhyUnknown(string name, Step? step) => name.Split('.') switch
    {
        ["parameters", var parameter] => parameters.Contains(parameter) ? null : $"there is no parameter '{parameter}'{Settings.DidYouMean(parameter, parameters)}",
        ["steps", var other] => steps.ContainsKey(other) ? null : NoStep(other),
        ["matrix", var axis] when step is not null => step.Matrix.Any(m => m.Name == axis) ? null : $"'{axis}' is not in this step's matrix",
        ["mission" or "environment" or "pipeline" or "trigger" or "item" or "index" or "run" or "start" or "date" or "day" or "name" or "stem"] => null,
        ["trigger", "name" or "stem" or "type"] => null,
        _ => $"nothing is called '{name}'; known are environment, mission, trigger, parameters.NAME, steps.NAME, matrix.NAME, item and index",
    };

    private IEnumerable<(YamlNode, string)> What(YamlText key, YamlMap map, Step step)
    {
        var ways = _ways.Where(map.Has).ToList();
        if (ways.Count != 1)
            yield return (key, ways.Count == 0
                ? $"the step '{step.Name}' does nothing: say 'run', 'uses' or 'approve'"
                : $"the step '{step.Name}' says {string.Join(" and ", ways)}; one of them is enough");
        if (map.Find("with") is { } with && !map.Has("uses"))
            yield return (with, "'with' tells an action something; without 'uses' there is none");
        if (step.Uses is null)
            yield break;
        if (BuiltIn.Find(step.Uses) is { } builtIn)
        {
            foreach (var wrong in builtIn.WrongWith(map, step).Concat(BuiltIn.Templates(map).SelectMany(value => WrongTemplate(value, step))))
                yield return wrong;
        }
        else if (!actions.TryGetValue(step.Uses, out var action))
            yield return (map.Find("uses")!, $"there is no action '{step.Uses}'{Settings.DidYouMean(step.Uses, actions.Keys.Concat(BuiltIn.Names))} Built in are {string.Join(", ", BuiltIn.Names)}; the mission's own stand in {ActionsFolder.Path}.");
        else
        {
            foreach (var wrong in action.WrongWith(step))
                yield return (map.Find("uses")!, wrong);
        }
    }

    private IEnumerable<(YamlNode, string)> Needs(YamlMap map, Step step)
    {
        foreach (var need in map.List("needs"))
        {
            if (need.AsText() == step.Name)
                yield return (need, $"the step '{step.Name}' needs itself");
            else if (!steps.ContainsKey(need.AsText()))
                yield return (need, NoStep(need.AsText()));
        }
    }

    private IEnumerable<(YamlNode, string)> Inputs(YamlMap map, Step step)
    {
        foreach (var input in step.Inputs)
        {
            var at = map.Map("in").Find(input.Name)!;
            switch (input)
            {
                case Input.FromStep from when WrongOutput(from.Step, from.Output, step) is { } wrong:
                    yield return (at, wrong);
                    break;
                case Input.Newest newest when WrongType(newest.Type) is { } wrong:
                    yield return (at, wrong);
                    break;
                case Input.FromTrigger { Type: { } type } when !starters.Contains(type):
                    yield return (at, $"no product of the type '{type}' starts this pipeline{Settings.DidYouMean(type, starters)}");
                    break;
                case Input.FromTrigger when isStarted && starters.Count == 0:
                    yield return (at, "no product starts this pipeline, so there is none to read");
                    break;
            }
        }
    }

    private IEnumerable<(YamlNode, string)> Outputs(YamlMap map, Step step)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var output in step.Outputs)
        {
            var at = map.Map("out").Find(output.Name)!;
            if (step.Asks is not null)
                yield return (at, "a question to a person makes nothing");
            if (output.Type is { } type && WrongType(type) is { } wrong)
                yield return (at, wrong);
            if (output.As is not null && output.Type is null)
                yield return (at, "'as' names what is published; without 'type' nothing is");
            if (output.QuicklookOf is { } shown && WrongQuicklook(shown, output, step) is { } odd)
                yield return (((YamlMap)at).Find("quicklookOf")!, odd);
            if (output.IsMany && System.IO.Path.GetDirectoryName(output.Path)!.Contains('*', StringComparison.Ordinal))
                yield return (at, "a * stands in the name of the file, not in that of a folder");
            if (!paths.TryAdd(output.Path, output.Name))
                yield return (at, $"the outputs '{paths[output.Path]}' and '{output.Name}' are the same file");
            if (at is YamlMap declared && declared.Find("as") is { } name)
            {
                foreach (var wrongName in WrongTemplate(name, step))
                    yield return wrongName;
            }
        }
    }

    private IEnumerable<(YamlNode, string)> Files(YamlMap map, Step step)
    {
        foreach (var file in map.List("files"))
        {
            if (release.Of(file.AsText()).Count == 0)
                yield return (file, $"the mission folder has no '{file.AsText()}'{Settings.DidYouMean(file.AsText(), release.All)}");
        }
        foreach (var missing in release.MissingIn(step.Run ?? []))
            yield return (map.Find("run")!, $"the mission folder has no '{missing}'{Settings.DidYouMean(missing, release.All)}");
    }

    private IEnumerable<(YamlNode, string)> Fans(YamlMap map, Step step)
    {
        if (step.Each is { } each)
        {
            if (WrongOutput(each.Step, each.Output, step) is { } wrong)
                yield return (map.Find("each")!, wrong);
            if (step.Matrix.Count > 0)
                yield return (map.Find("each")!, "a step fans out over a 'matrix' or over 'each', not over both");
        }
        if (step.Matrix.Aggregate(1L, (all, axis) => Math.Min(all * axis.Values.Count, int.MaxValue)) is > MostCombinations and var many)
            yield return (map.Find("matrix")!, $"a matrix has at most {MostCombinations} combinations, this one has {many}");
        if (step.Asks is not null && (step.Each is not null || step.Matrix.Count > 0))
            yield return (map.Find("approve")!, "a person is asked once, not for each");
    }

    private IEnumerable<(YamlNode, string)> Fallback(YamlMap map, Step step)
    {
        if (step.Fallback is not { } name)
            yield break;
        var at = map.Find("fallback")!;
        if (name == step.Name)
            yield return (at, $"the step '{name}' cannot stand in for itself");
        else if (!steps.TryGetValue(name, out var fallback))
            yield return (at, NoStep(name));
        else if (step.Outputs.FirstOrDefault(o => fallback.Outputs.All(f => f.Name != o.Name)) is { } missing)
            yield return (at, $"'{name}' stands in for '{step.Name}', and makes no '{missing.Name}'");
        else if (steps.Values.Any(s => s.Name != step.Name && s.Fallback == name))
            yield return (at, $"'{name}' stands in for one step, not for several");
    }

    private string? WrongOutput(string name, string output, Step asking) =>
        name == asking.Name ? $"the step '{name}' reads what it makes itself"
        : !steps.TryGetValue(name, out var step) ? NoStep(name)
        : OutputsOf(step).Contains(output) ? null
        : $"the step '{name}' makes no '{output}'{Settings.DidYouMean(output, OutputsOf(step))}";

    private IEnumerable<string> OutputsOf(Step step) => MadeBy(step).Select(o => o.Name);

    // With what its action makes by itself.
    private IEnumerable<Output> MadeBy(Step step) =>
        BuiltIn.Find(step.Uses)?.OutputsOf(step) ?? [.. step.Outputs, .. step.Uses is { } uses && actions.TryGetValue(uses, out var action) ? action.Outputs : []];

    private string? WrongQuicklook(string shown, Output output, Step step)
    {
        if (output.Type is null)
            return "a quicklook is a product itself; say its 'type'";
        if (shown == "trigger")
            return isStarted ? null : "nothing starts this pipeline, so there is no product to show";
        var (name, its) = shown.Split('.') is [var other, var part] ? (other, part) : (step.Name, shown);
        if (!steps.TryGetValue(name, out var maker))
            return NoStep(name);
        return MadeBy(maker).FirstOrDefault(o => o.Name == its) is not { } known ? $"the step '{name}' makes no '{its}'{Settings.DidYouMean(its, OutputsOf(maker))}"
            : known.Type is null ? $"'{shown}' is no product, because it has no 'type'"
            : known == output ? "it cannot show itself"
            : null;
    }

    private string? WrongType(string type) =>
        types is null || types.Contains(type) ? null : $"types.yaml knows no type '{type}'{Settings.DidYouMean(type, types)}";

    private string NoStep(string name) => $"there is no step '{name}'{Settings.DidYouMean(name, steps.Keys)}";
}
