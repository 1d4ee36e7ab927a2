using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary>The mission folder's <c>pipelines/*.yaml</c>, one pipeline each: what they must look like, and what they then say.</summary>
internal sealed class PipelinesFolder : IMissionPart
{
    public const string Path = "pipelines/";

    string IMissionPart.Path => Path;

    public string SchemaName => "pipeline";

    public string JsonSchema => PipelineShapes.File.ToJsonSchema("pipeline.schema.json", "Gantry: pipelines/*.yaml");

    public IEnumerable<Finding> Check(MissionFiles files)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var rules = new PipelineRules(files);
        foreach (var file in files.All.Where(f => IsPipeline(f.Path)))
        {
            if (!YamlReader.Read(file.Content, file.Path, PipelineShapes.File).TryGet(out var root, out var problems))
            {
                foreach (var p in problems)
                    yield return new(p.File, p.Line, p.Column, p.Message);
                continue;
            }
            foreach (var (at, message) in rules.Check(root.AsMap()))
                yield return new(file.Path, at.Line, at.Column, message);
            var name = root.AsMap().Find("name")!;
            if (!names.TryAdd(name.AsText(), file.Path))
                yield return new(file.Path, name.Line, name.Column, $"the pipeline '{name.AsText()}' is declared in {names[name.AsText()]} already");
        }
    }

    public static bool IsPipeline(string path) =>
        path.StartsWith(Path, StringComparison.Ordinal) && (path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal));

    /// <summary>Reads a file that was checked when its release was made.</summary>
    public static Pipeline Read(ReadOnlyMemory<byte> content, string path, ReleaseFiles release) =>
        YamlReader.Read(content, path, PipelineShapes.File).TryGet(out var root, out var problems)
            ? PipelineReader.Read(root.AsMap(), release)
            : throw new InvalidDataException($"A release holds a pipeline that this program does not accept: {problems[0]}");
}
