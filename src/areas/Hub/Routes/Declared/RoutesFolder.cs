using Gantry.Yaml;

namespace Gantry.Hub;

/// <summary>The mission folder's <c>routes/*.yaml</c>: what they must look like, and what they then say.</summary>
internal sealed class RoutesFolder : IMissionPart
{
    public const string Folder = "routes/";

    string IMissionPart.Path => Folder;

    public string SchemaName => "routes";

    public string JsonSchema => RouteShapes.File.ToJsonSchema("routes.schema.json", "Gantry: routes/*.yaml");

    public IEnumerable<Finding> Check(MissionFiles files)
    {
        var types = TypeNames(files);
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files.All.Where(f => IsRoutes(f.Path)))
        {
            var reading = YamlReader.Read(file.Content, file.Path, RouteShapes.File);
            if (!reading.TryGet(out var root, out var problems))
            {
                foreach (var problem in problems)
                    yield return new(problem.File, problem.Line, problem.Column, problem.Message);
                continue;
            }
            foreach (var route in root.AsMap().Maps("routes"))
            {
                var name = route.Find("name")!;
                if (!first.TryAdd(name.AsText(), $"{file.Path}:{name.Line}"))
                    yield return new(file.Path, name.Line, name.Column, $"the route '{name.AsText()}' is declared a second time; the first stands in {first[name.AsText()]}");
                foreach (var type in route.MapOrNull("from")?.List("types") ?? [])
                {
                    if (types is not null && !types.Contains(type.AsText()))
                        yield return new(file.Path, type.Line, type.Column, $"types.yaml declares no type '{type.AsText()}'{Settings.DidYouMean(type.AsText(), types)}");
                }
            }
        }
    }

    public static bool IsRoutes(string path) =>
        path.StartsWith(Folder, StringComparison.Ordinal) && (path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a file that was checked when its release was made.</summary>
    public static IReadOnlyList<Route> Read(string path, ReadOnlyMemory<byte> content)
    {
        if (!YamlReader.Read(content, path, RouteShapes.File).TryGet(out var root, out var problems))
            throw new InvalidOperationException($"A release holds a {path} that this program does not accept: {problems[0]}");
        return [.. root.AsMap().Maps("routes").Select(RouteReading.Read)];
    }

    // What is wrong with types.yaml itself is said by whoever reads it; here its types are then not known.
    private static HashSet<string>? TypeNames(MissionFiles files)
    {
        if (files.Find(TypesFile.Path) is not { } file)
            return [];
        return new TypesFile().Check(files).Any() ? null : [.. TypesFile.Read(file.Content).Types.Select(t => t.Name)];
    }
}
