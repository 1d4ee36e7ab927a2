using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gantry.Pipelines;

/// <summary>Everything that goes into what a step makes, and the digest of it. The parts are kept, so that it can be said in which two keys differ.</summary>
internal static class StepKey
{
    // What a step finds beside what it is given: where this changes, nothing made before is taken again.
    private const int Version = 1;

    private static readonly JsonSerializerOptions _plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Parts(string mission, RunPlan plan, Step step, StepSituation situation)
    {
        var parts = new JsonObject
        {
            ["version"] = Version,
            ["mission"] = mission,
            ["platform"] = Platform.Name,
            ["action"] = step.Uses,
            ["with"] = step.With,
            ["image"] = step.Image,
            ["command"] = Texts(step.Run ?? []),
            ["files"] = Map(plan.FilesOf(step).Select(f => (f.Path, f.Digest.Hex))),
            ["variables"] = Map(situation.Variables.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => (v.Key, v.Value))),
            ["secrets"] = Map(step.Secrets.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value))),
            ["network"] = step.HasNetwork,
            ["inputs"] = new JsonObject(situation.Inputs.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => KeyValuePair.Create(i.Key, (JsonNode?)Texts(i.Value.Select(f => $"{f.Blob.Digest.Hex} {f.Name}"))))),
            ["outputs"] = Map(step.Outputs.OrderBy(o => o.Name, StringComparer.Ordinal).Select(o => (o.Name, o.Path))),
        };
        return parts.ToJsonString(_plain);
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);

    private static JsonObject Map(IEnumerable<(string Key, string Value)> pairs) => new(pairs.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)JsonValue.Create(p.Value))));
}

/// <summary>What programs of this machine are made of, in a word.</summary>
internal static class Platform
{
    public static string Name { get; } = $"{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier} {Release()}";

    private static string Release()
    {
        try
        {
            return File.ReadLines("/etc/os-release").FirstOrDefault(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))?[12..].Trim('"') ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
