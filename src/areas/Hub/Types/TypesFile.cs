using Gantry.Yaml;

namespace Gantry.Hub;

/// <summary>The mission folder's <c>types.yaml</c>: what it must look like, and what it then says.</summary>
internal sealed class TypesFile : IMissionPart
{
    public const string Path = "types.yaml";

    string IMissionPart.Path => Path;

    public string SchemaName => "types";

    public string JsonSchema => TypeShapes.File.ToJsonSchema("types.schema.json", "Gantry: types.yaml");

    public IEnumerable<Finding> Check(MissionFiles files)
    {
        if (files.Find(Path) is not { } file)
            return [];
        var reading = YamlReader.Read(file.Content, Path, TypeShapes.File);
        return reading.TryGet(out var root, out var problems)
            ? TypeRules.Check(root.AsMap(), files).Select(f => new Finding(Path, f.At.Line, f.At.Column, f.Message))
            : problems.Select(p => new Finding(p.File, p.Line, p.Column, p.Message));
    }

    /// <summary>Reads a file that was checked when its release was made.</summary>
    public static ProductTypes Read(ReadOnlyMemory<byte> content)
    {
        if (!YamlReader.Read(content, Path, TypeShapes.File).TryGet(out var root, out var problems))
            throw new InvalidOperationException($"A release holds a types.yaml that this program does not accept: {problems[0]}");
        return TypeReader.Read(root.AsMap());
    }
}
