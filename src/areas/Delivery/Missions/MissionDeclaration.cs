using Gantry.Yaml;

namespace Gantry.Delivery;

/// <summary>The mission folder's <c>mission.yaml</c>: who the mission is and who answers for it.</summary>
internal sealed class MissionDeclaration : IMissionPart
{
    public const string Path = "mission.yaml";

    private static readonly Shape _file = Shape.Map("A mission: what it is and who answers for it.",
        Field.Required("name", Shape.Text("The mission's name in addresses, commands and grants.",
            example: "sentinel", wrongWith: name => Names.WrongWith("mission's name", name))),
        Field.Required("description", Shape.Text("One line for people.")),
        Field.Required("owners", Shape.List("Who answers for the mission: user names.",
            Shape.Text("A user name.", wrongWith: name => Names.WrongWith("user's name", name)), least: 1)));

    string IMissionPart.Path => Path;

    public string SchemaName => "mission";

    public string JsonSchema => _file.ToJsonSchema("mission.schema.json", "Gantry: mission.yaml");

    public IEnumerable<Finding> Check(MissionFiles files)
    {
        if (files.Find(Path) is not { } file)
            return [new(Path, 1, 1, "a mission folder has a mission.yaml, and this one has none; is it the right folder?")];
        return YamlReader.Read(file.Content, Path, _file).Problems.Select(p => new Finding(p.File, p.Line, p.Column, p.Message));
    }

    /// <summary>What a file that was checked says.</summary>
    public static (string Name, string Description) Read(MissionFiles files)
    {
        if (!YamlReader.Read(files.Find(Path)!.Content, Path, _file).TryGet(out var root, out var problems))
            throw new InvalidOperationException($"mission.yaml was to be read unchecked: {problems[0]}");
        return (root.AsMap().Text("name"), root.AsMap().Text("description"));
    }
}
