using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary>A program that several steps use, as a mission's <c>actions/*.yaml</c> says it.</summary>
internal sealed record ActionFile(string Name, IReadOnlyList<string> Run)
{
    public IReadOnlyList<string> Files { get; init; } = [];
    public string? Image { get; init; }
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];
    public IReadOnlyList<string> Inputs { get; init; } = [];
    public IReadOnlyList<Output> Outputs { get; init; } = [];

    /// <summary>What is wrong with how a step uses it, in words.</summary>
    public IEnumerable<string> WrongWith(Step step)
    {
        foreach (var input in Inputs.Where(name => step.Inputs.All(i => i.Name != name)))
            yield return $"the action '{Name}' reads '{input}', which this step's 'in' does not give it";
        using var with = System.Text.Json.JsonDocument.Parse(step.With);
        foreach (var told in with.RootElement.EnumerateObject())
        {
            if (Parameters.FirstOrDefault(p => p.Name == told.Name) is not { } parameter)
                yield return $"the action '{Name}' is not told '{told.Name}'{Settings.DidYouMean(told.Name, Parameters.Select(p => p.Name))}";
            else if (Pipelines.Parameters.WrongWith(parameter.Kind, told.Value.ToString()) is { } wrong)
                yield return $"'{told.Name}' {wrong}";
        }
        foreach (var missing in Parameters.Where(p => p.Standard is null && !with.RootElement.TryGetProperty(p.Name, out _)))
            yield return $"the action '{Name}' must be told '{missing.Name}'";
    }

    /// <summary>The step as the action makes it: its program, its files, its outputs where the step names none of its own.</summary>
    public Step Applied(Step step)
    {
        using var with = System.Text.Json.JsonDocument.Parse(step.With);
        var variables = step.Variables.ToDictionary(StringComparer.Ordinal);
        foreach (var parameter in Parameters)
            variables["WITH_" + Variable.Of(parameter.Name)] = with.RootElement.TryGetProperty(parameter.Name, out var told) ? told.ToString() : parameter.Standard!;
        return step with
        {
            Run = Run,
            Image = step.Image ?? Image,
            Files = [.. step.Files.Union(Files).Order(StringComparer.Ordinal)],
            Variables = variables,
            Outputs = [.. step.Outputs, .. Outputs.Where(o => step.Outputs.All(own => own.Name != o.Name))],
        };
    }
}

/// <summary>The mission folder's <c>actions/*.yaml</c>, one action each.</summary>
internal sealed class ActionsFolder : IMissionPart
{
    public const string Path = "actions/";

    string IMissionPart.Path => Path;

    public string SchemaName => "action";

    public string JsonSchema => ActionShapes.File.ToJsonSchema("action.schema.json", "Gantry: actions/*.yaml");

    public IEnumerable<Finding> Check(MissionFiles files)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var release = new ReleaseFiles(files.All.Select(f => f.Path));
        foreach (var file in files.All.Where(f => IsAction(f.Path)))
        {
            if (!YamlReader.Read(file.Content, file.Path, ActionShapes.File).TryGet(out var root, out var problems))
            {
                foreach (var p in problems)
                    yield return new(p.File, p.Line, p.Column, p.Message);
                continue;
            }
            var (map, name) = (root.AsMap(), root.AsMap().Find("name")!);
            if (!names.TryAdd(name.AsText(), file.Path))
                yield return new(file.Path, name.Line, name.Column, $"the action '{name.AsText()}' is declared in {names[name.AsText()]} already");
            if (BuiltIn.Find(name.AsText()) is not null)
                yield return new(file.Path, name.Line, name.Column, $"'{name.AsText()}' is a built-in action; choose another name");
            foreach (var path in map.List("files").Where(path => release.Of(path.AsText()).Count == 0))
                yield return new(file.Path, path.Line, path.Column, $"the mission folder has no '{path.AsText()}'{Settings.DidYouMean(path.AsText(), release.All)}");
            foreach (var missing in release.MissingIn(StepReader.ReadCommand(map.Find("run"))!))
                yield return new(file.Path, map.Find("run")!.Line, map.Find("run")!.Column, $"the mission folder has no '{missing}'{Settings.DidYouMean(missing, release.All)}");
        }
    }

    public static bool IsAction(string path) =>
        path.StartsWith(Path, StringComparison.Ordinal) && (path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal));

    /// <summary>The actions of a folder by name; those that cannot be read are left out, because their own check tells of them.</summary>
    public static IReadOnlyDictionary<string, ActionFile> ReadAll(MissionFiles files)
    {
        var release = new ReleaseFiles(files.All.Select(f => f.Path));
        var actions = new Dictionary<string, ActionFile>(StringComparer.Ordinal);
        foreach (var file in files.All.Where(f => IsAction(f.Path)))
        {
            if (TryRead(file.Content, file.Path, release) is { } action)
                actions.TryAdd(action.Name, action);
        }
        return actions;
    }

    public static ActionFile? TryRead(ReadOnlyMemory<byte> content, string path, ReleaseFiles release)
    {
        if (!YamlReader.Read(content, path, ActionShapes.File).TryGet(out var root, out _))
            return null;
        var map = root.AsMap();
        var run = StepReader.ReadCommand(map.Find("run"))!;
        return new(map.Text("name"), run)
        {
            Files = [.. map.Texts("files").Union(release.NamedBy(run))],
            Image = map.TextOrNull("image"),
            Parameters = [.. PipelineReader.Entries(map, "with").Select(e => PipelineReader.ReadParameter(e.Name, e.Value.AsMap()))],
            Inputs = map.Texts("in"),
            Outputs = [.. PipelineReader.Entries(map, "out").Select(e => StepReader.ReadOutput(e.Name, e.Value))],
        };
    }
}

/// <summary>Names as names of environment variables: <c>close-approaches</c> is CLOSE_APPROACHES.</summary>
internal static class Variable
{
    public static string Of(string name) => name.ToUpperInvariant().Replace('-', '_');
}
