using Gantry.Yaml;

namespace Gantry.Telemetry;

/// <summary>The mission folder's <c>telemetry/displays/*.yaml</c>: pages of parameters.</summary>
internal sealed class DisplaysFolder : IMissionPart
{
    public const string Folder = "telemetry/displays/";

    private const string Ending = ".yaml";

    public string Path => Folder;

    public string SchemaName => "display";

    public string JsonSchema => DisplayShapes.File.ToJsonSchema("display.schema.json", "Gantry: telemetry/displays/*.yaml");

    public static string FileOf(string name) => Folder + name + Ending;

    /// <summary>The name of the display that a file holds; null when it holds none.</summary>
    public static string? NameOf(string path) => path.StartsWith(Folder, StringComparison.Ordinal) && path.EndsWith(Ending, StringComparison.Ordinal) ? path[Folder.Length..^Ending.Length] : null;

    /// <summary>Reads a file that was checked when its release was made.</summary>
    public static Display Read(string name, ReadOnlyMemory<byte> content) =>
        YamlReader.Read(content, FileOf(name), DisplayShapes.File).TryGet(out var root, out var problems)
            ? Display.Of(name, root.AsMap())
            : throw new InvalidDataException($"A release holds a display that this program does not accept: {problems[0]}");

    public IEnumerable<Finding> Check(MissionFiles files)
    {
        var databases = MissionDatabases.Of(files).Select(c => c.Database).Distinct().ToList();
        foreach (var file in files.All)
        {
            if (NameOf(file.Path) is not { } name)
                continue;
            if (Names.WrongWith("display's name", name) is { } wrong)
                yield return new(file.Path, 1, 1, wrong);
            if (!YamlReader.Read(file.Content, file.Path, DisplayShapes.File).TryGet(out var root, out var problems))
            {
                foreach (var p in problems)
                    yield return new(p.File, p.Line, p.Column, p.Message);
                continue;
            }
            foreach (var one in Display.Of(name, root.AsMap()).Groups.SelectMany(g => g.Parameters).Where(p => databases.TrueForAll(d => d.FindPart(p.Name) is null)))
                yield return new(file.Path, one.Line, one.Column, $"no database of the channels has a parameter '{one.Name}'{Settings.DidYouMean(one.Name, databases.SelectMany(d => d.AllParameters.Select(p => p.Name)).Distinct())}");
        }
    }
}
