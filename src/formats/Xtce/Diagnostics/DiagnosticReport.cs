using System.Text.Json;

namespace Gantry.Xtce;

/// <summary>Findings for programs: as plain JSON, and as SARIF 2.1.0, which editors and code hosts show in place.</summary>
public static class DiagnosticReport
{
    public static void WriteJson(IEnumerable<Diagnostic> diagnostics, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new() { Indented = true });
        json.WriteStartArray();
        foreach (var one in diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("code", one.Code);
            json.WriteString("severity", Word(one.Severity));
            json.WriteString("file", one.File);
            json.WriteNumber("line", one.Line);
            json.WriteNumber("column", one.Column);
            json.WriteString("path", one.Path);
            json.WriteString("found", one.Found);
            json.WriteString("assumed", one.Assumed);
            json.WriteString("right", one.Right);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteSarif(IEnumerable<Diagnostic> diagnostics, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new() { Indented = true });
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Gantry XTCE");
        json.WriteStartArray("rules");
        foreach (var rule in Rule.All)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Code);
            Message(json, "shortDescription", rule.Title);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("results");
        foreach (var one in diagnostics)
            Result(json, one);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, Diagnostic one)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", one.Code);
        json.WriteString("level", Word(one.Severity));
        Message(json, "message", one.Sentence);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Uri.EscapeDataString(one.File).Replace("%2F", "/", StringComparison.Ordinal));
        json.WriteEndObject();
        json.WriteStartObject("region");
        // A region begins at 1; what concerns the whole file is put at its beginning.
        json.WriteNumber("startLine", Math.Max(1, one.Line));
        json.WriteNumber("startColumn", Math.Max(1, one.Column));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Message(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Word(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };
}
