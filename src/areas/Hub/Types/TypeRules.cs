using Gantry.Yaml;

namespace Gantry.Hub;

/// <summary>What is wrong with a <c>types.yaml</c> beyond the shape of its parts: names that lead nowhere, things that exclude one another.</summary>
internal static class TypeRules
{
    private static readonly string[] _changes = ["unpack", "split", "pack"];

    public static IEnumerable<(YamlNode At, string Message)> Check(YamlMap file, MissionFiles files) =>
        Doubles(file).Concat(file.Maps("types").SelectMany(type => CheckType(type, files)));

    private static IEnumerable<(YamlNode, string)> Doubles(YamlMap file) =>
        from twins in file.Maps("types").GroupBy(t => t.Text("name"), StringComparer.Ordinal)
        from later in twins.Skip(1)
        select (later.Find("name")!, $"the type '{twins.Key}' is declared a second time; the first stands in line {twins.First().Find("name")!.Line}");

    private static IEnumerable<(YamlNode, string)> CheckType(YamlMap type, MissionFiles files)
    {
        string[] groups = [.. TypeShapes.WholeName(type.Text("pattern")).GetGroupNames().Where(g => !char.IsAsciiDigit(g[0]))];
        foreach (var (key, value) in type.MapOrNull("attributes")?.Entries ?? [])
        {
            var template = value is YamlMap map ? map.Find("value")! : value;
            foreach (var problem in Unknown(template, groups, groups, $"the attribute '{key.Value}'"))
                yield return problem;
        }
        foreach (var (_, value) in type.MapOrNull("validity")?.Entries ?? [])
        {
            if (!groups.Contains(value.AsText()))
                yield return (value, $"the pattern has no named group '{value.AsText()}'{Settings.DidYouMean(value.AsText(), groups)} It has {List(groups)}; write (?<{value.AsText()}>…) there");
        }
        // What a header or a program will say is not known beforehand.
        if (!type.Has("extractor") && type.TextOrNull("metadata") is null or "none")
        {
            string[] known = [.. groups, "name", .. type.MapOrNull("attributes")?.Entries.Select(e => e.Key.Value) ?? []];
            foreach (var problem in Unknown(type.Find("rename"), groups, known, "the new name"))
                yield return problem;
        }
        if (type.MapOrNull("header") is { } header && !header.Has("bytes") && !header.Has("xmlRoot"))
            yield return (header, "a header without 'bytes' and without 'xmlRoot' says nothing");
        string[] changes = [.. _changes.Where(type.Has)];
        if (changes.Length > 1)
            yield return (type.Find(changes[1])!, $"'{changes[0]}' and '{changes[1]}' exclude one another; let the files that the first makes have a type with the second");
        foreach (var path in type.MapOrNull("extractor")?.List("files") ?? [])
        {
            if (files.Find(path.AsText()) is null)
                yield return (path, $"the mission folder has no file '{path.AsText()}'{Settings.DidYouMean(path.AsText(), files.All.Select(f => f.Path))}");
        }
    }

    private static IEnumerable<(YamlNode, string)> Unknown(YamlNode? template, string[] groups, string[] known, string what) =>
        template is null
            ? []
            : Template.Parse(template.AsText()).Names.Where(n => !known.Contains(n)).Select(n =>
                (template, $"{what} names '{{{n}}}', which is not known{Settings.DidYouMean(n, known)} The pattern's named groups are {List(groups)}"));

    private static string List(string[] names) => names.Length == 0 ? "none; write (?<name>…) in it" : string.Join(", ", names);
}
