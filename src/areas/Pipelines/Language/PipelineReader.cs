using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary>Takes a checked file apart.</summary>
internal static class PipelineReader
{
    public static Pipeline Read(YamlMap map, ReleaseFiles release) => new(map.Text("name"))
    {
        Description = map.TextOrNull("description") ?? "",
        Environments = map.Has("environments") ? map.Texts("environments") : Rungs.All,
        Triggers = [.. map.Maps("start").Select(ReadTrigger)],
        Parameters = [.. Entries(map, "parameters").Select(entry => ReadParameter(entry.Name, entry.Value.AsMap()))],
        Together = map.MapOrNull("together") is { } together ? ReadTogether(together, map.Text("name")) : null,
        FreshWithin = map.MapOrNull("fresh")?.Duration("within"),
        Priority = (int)(map.WholeOrNull("priority") ?? 0),
        Steps = StepSort.Sort([.. Entries(map, "steps").Select(entry => StepReader.Read(entry.Name, entry.Value.AsMap(), release))]) ?? [],
    };

    internal static IEnumerable<(string Name, YamlNode Value)> Entries(YamlMap map, string key) =>
        map.MapOrNull(key)?.Entries.Select(entry => (entry.Key.Value, entry.Value)) ?? [];

    private static Trigger ReadTrigger(YamlMap map)
    {
        if (map.TextOrNull("product") is { } type)
            return new Trigger.OfProduct(type);
        if (map.Has("products"))
            return new Trigger.OfProducts(map.Texts("products"), map.TextOrNull("by"), map.DurationOrNull("within") ?? TimeSpan.FromDays(1));
        return map.TextOrNull("at") is { } cron
            ? new Trigger.AtTimes(cron, map.TextOrNull("zone") ?? "UTC")
            : new Trigger.OfWebhook(map.Map("webhook").Text("secret"));
    }

    internal static Parameter ReadParameter(string name, YamlMap map) => new(
        name, Enum.Parse<ParameterKind>(map.TextOrNull("kind") ?? "text", ignoreCase: true), map.TextOrNull("default"), map.TextOrNull("description") ?? "");

    private static Together ReadTogether(YamlMap map, string pipeline) => new(
        map.TextOrNull("group") ?? pipeline, (int)(map.WholeOrNull("most") ?? 1), Enum.Parse<WhenFull>(map.TextOrNull("others") ?? "wait", ignoreCase: true));
}
