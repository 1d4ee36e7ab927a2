using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary>The names of the types that a mission folder declares; what else <c>types.yaml</c> says is the Hub's.</summary>
internal static class MissionTypes
{
    private static readonly Shape _anything = Shape.MapOf("Anything.", Shape.Text("A name."), ActionShapes.AnyValue);

    /// <summary>Null when the file cannot be read; the Hub then says why.</summary>
    public static IReadOnlyCollection<string>? Of(MissionFiles files)
    {
        if (files.Find("types.yaml") is not { } file)
            return [];
        return YamlReader.Read(file.Content, file.Path, _anything).TryGet(out var root, out _) && root.AsMap().Find("types") is YamlList list
            ? [.. list.Items.OfType<YamlMap>().Select(type => type.Find("name")).OfType<YamlText>().Select(name => name.Value)]
            : null;
    }
}
