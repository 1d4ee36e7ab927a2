using System.Text.Json.Nodes;

namespace Gantry.Pipelines;

/// <summary>In which of its parts one key differs from another, in words.</summary>
internal static class KeyDifference
{
    /// <summary>Every difference, the most telling first.</summary>
    public static IReadOnlyList<string> Between(string before, string now)
    {
        var (old, mine) = (JsonNode.Parse(before)!.AsObject(), JsonNode.Parse(now)!.AsObject());
        return
        [
            .. Changed(old, mine, "inputs", name => $"the input '{name}' is another"),
            .. Changed(old, mine, "files", name => $"the file {name} changed"),
            .. Changed(old, mine, "variables", name => $"{name} is {Value(mine, name)} and was {Value(old, name)}"),
            .. Same(old, mine, "command") ? [] : new[] { "its command changed" },
            .. Same(old, mine, "image") ? [] : new[] { "its image changed" },
            .. Same(old, mine, "action") && Same(old, mine, "with") ? [] : new[] { "what its action is told changed" },
            .. Changed(old, mine, "outputs", name => $"the output '{name}' is declared otherwise"),
            .. Changed(old, mine, "secrets", name => $"the secret in {name} is another one"),
            .. Same(old, mine, "network") ? [] : new[] { "its network was switched" },
            .. Same(old, mine, "platform") ? [] : new[] { $"the machine is another ({mine["platform"]}; it was {old["platform"]})" },
            .. Same(old, mine, "version") ? [] : new[] { "Gantry prepares steps otherwise since" },
        ];
    }

    private static IEnumerable<string> Changed(JsonObject old, JsonObject mine, string part, Func<string, string> words)
    {
        var (before, now) = (old[part]!.AsObject(), mine[part]!.AsObject());
        foreach (var name in before.Select(p => p.Key).Union(now.Select(p => p.Key)))
        {
            if (!JsonNode.DeepEquals(before[name], now[name]))
                yield return before[name] is null ? $"{words(name)} (it was not there)" : now[name] is null ? $"{words(name)} (it is gone)" : words(name);
        }
    }

    private static bool Same(JsonObject old, JsonObject mine, string part) => JsonNode.DeepEquals(old[part], mine[part]);

    private static string Value(JsonObject key, string variable) => key["variables"]![variable] is { } value ? $"'{value}'" : "nothing";
}
