using System.Text;

namespace Gantry.Yaml.Tests;

/// <summary>How these tests read: the root of a good document, or the one problem of a bad one.</summary>
internal static class Reading
{
    public static YamlReading Of(string yaml, YamlLimits? limits = null) => YamlReader.Read(Encoding.UTF8.GetBytes(yaml), "mission.yaml", limits);

    public static YamlNode Root(string yaml)
    {
        var reading = Of(yaml);
        Assert.True(reading.TryGet(out var root, out var problems), string.Join('\n', problems));
        return root;
    }

    public static YamlMap Map(string yaml) => Root(yaml).AsMap();

    public static YamlProblem OnlyProblem(string yaml, YamlLimits? limits = null) => Assert.Single(Of(yaml, limits).Problems);

    /// <summary>The problems of a readable document against a shape, as they are printed.</summary>
    public static IEnumerable<string> Problems(this Shape shape, string yaml) =>
        shape.Check(Root(yaml), "mission.yaml").Select(p => p.ToString());

    public static string OnlyProblemOf(this Shape shape, string yaml) => Assert.Single(shape.Problems(yaml));
}
