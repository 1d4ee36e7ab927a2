using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary>Takes a checked step apart.</summary>
internal static class StepReader
{
    public static Step Read(string name, YamlMap map, ReleaseFiles release)
    {
        var inputs = PipelineReader.Entries(map, "in").Select(entry => ReadInput(entry.Name, entry.Value)).ToList();
        var each = ReadEach(map.Find("each"));
        var command = ReadCommand(map.Find("run"));
        var step = new Step(name)
        {
            Run = command,
            Uses = map.TextOrNull("uses"),
            With = JsonOf.Map(map.MapOrNull("with")),
            Asks = ReadQuestion(map.Find("approve")),
            Image = map.TextOrNull("image"),
            Files = [.. map.Texts("files").Concat(release.NamedBy(command ?? [])).Distinct().Order(StringComparer.Ordinal)],
            Inputs = inputs,
            Outputs = [.. PipelineReader.Entries(map, "out").Select(entry => ReadOutput(entry.Name, entry.Value))],
            When = map.TextOrNull("when") is { } when && ConditionReader.TryRead(when, out var condition) is null ? condition : null,
            Retry = ReadRetry(map.MapOrNull("retry")),
            TimeLimit = map.DurationOrNull("timeout") ?? TimeSpan.FromHours(1),
            Resources = ReadResources(map.MapOrNull("resources")),
            HasNetwork = map.FlagOrNull("network") ?? false,
            Secrets = Texts(map, "secrets"),
            Variables = Texts(map, "environment"),
            Matrix = [.. PipelineReader.Entries(map, "matrix").Select(entry => (entry.Name, (IReadOnlyList<string>)[.. entry.Value.AsList().Select(v => v.AsText())]))],
            Each = each,
            Fallback = map.TextOrNull("fallback"),
            Always = map.FlagOrNull("always") ?? false,
            // What comes from outside may be another the next time.
            IsCached = map.FlagOrNull("cache") ?? !(map.FlagOrNull("network") is true || map.Has("secrets")),
        };
        var asked = step.When?.Root.Names.Select(n => n.Name).Where(n => n.StartsWith("steps.", StringComparison.Ordinal)).Select(n => n["steps.".Length..]) ?? [];
        return step with
        {
            Needs = [.. map.Texts("needs").Concat(inputs.OfType<Input.FromStep>().Select(i => i.Step)).Concat(each is null ? [] : [each.Step]).Concat(asked).Distinct()],
        };
    }

    public static IReadOnlyList<string>? ReadCommand(YamlNode? node) => node switch
    {
        null => null,
        YamlText line => ["/bin/sh", "-euc", line.Value],
        _ => [.. node.AsList().Select(word => word.AsText())],
    };

    public static Output ReadOutput(string name, YamlNode node) => node is YamlMap map
        ? new(name, map.Text("path"), map.TextOrNull("type"), map.TextOrNull("as"), map.FlagOrNull("optional") ?? false)
        {
            Compare = CompareRules.Read(map.Find("compare")), QuicklookOf = map.TextOrNull("quicklookOf"),
        }
        : new(name, node.AsText(), null, null, false);

    public static Resources ReadResources(YamlMap? map) => map is null
        ? new()
        : new(Size(map, "memory", 1L << 30), map.NumberOrNull("cpu") ?? 1, (int)(map.WholeOrNull("processes") ?? 256), Size(map, "disk", 10L << 30));

    private static long Size(YamlMap map, string key, long standard) => map.TextOrNull(key) is { } text ? Sizes.Parse(text) : standard;

    private static Input ReadInput(string name, YamlNode node)
    {
        if (node is not YamlMap map)
        {
            var text = node.AsText();
            return text == "trigger" ? new Input.FromTrigger(name, null) : FromStep(name, text);
        }
        if (map.TextOrNull("trigger") is { } ofType)
            return new Input.FromTrigger(name, ofType);
        return map.TextOrNull("query") is { } query
            ? new Input.Asked(name, query, (int)(map.WholeOrNull("most") ?? 100))
            : new Input.Newest(name, map.Text("type"), (int)(map.WholeOrNull("newest") ?? 1), map.DurationOrNull("within"), map.FlagOrNull("optional") ?? false);
    }

    private static Input.FromStep FromStep(string name, string text)
    {
        var (step, output) = Split(text);
        return new(name, step, output);
    }

    private static FanOut? ReadEach(YamlNode? node)
    {
        if (node is null)
            return null;
        var (step, output) = Split(node is YamlMap map ? map.Text("lines") : node.AsText());
        return new(step, output, ByLine: node is YamlMap);
    }

    private static (string Step, string Output) Split(string text) => text.Split('.') is [var step, var output] ? (step, output) : (text, "");

    private static Question? ReadQuestion(YamlNode? node) => node switch
    {
        null => null,
        YamlMap map => new(map.Text("ask"), map.FlagOrNull("notByStarter") ?? true),
        _ => new(node.AsText(), NotTheStarter: true),
    };

    private static RetryRule ReadRetry(YamlMap? map)
    {
        var standard = new RetryRule();
        return map is null ? standard : new()
        {
            Broken = (int)(map.WholeOrNull("broken") ?? standard.Broken),
            Transient = (int)(map.WholeOrNull("transient") ?? standard.Transient),
            TransientCodes = map.Has("codes") ? [.. map.List("codes").Select(code => (int)code.AsWhole())] : standard.TransientCodes,
            Refused = (int)(map.WholeOrNull("refused") ?? standard.Refused),
            Wait = map.DurationOrNull("wait") ?? standard.Wait,
        };
    }

    private static Dictionary<string, string> Texts(YamlMap map, string key) =>
        PipelineReader.Entries(map, key).ToDictionary(entry => entry.Name, entry => entry.Value.AsText(), StringComparer.Ordinal);
}
