using System.Text.Json;

namespace Gantry.Xtce.Tests;

public sealed class ReportTests
{
    private static readonly IReadOnlyList<Diagnostic> _diagnostics = Given.Read(Given.System("<Nonsense/>", "urn:x")).Diagnostics;

    private static JsonElement Write(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    [Fact]
    public void Say_in_json_all_that_is_known()
    {
        var all = Write(stream => DiagnosticReport.WriteJson(_diagnostics, stream)).EnumerateArray().ToList();

        Assert.Equal(_diagnostics.Select(d => (d.Code, d.Found, d.Line)), all.Select(e => (e.GetProperty("code").GetString()!, e.GetProperty("found").GetString()!, e.GetProperty("line").GetInt32())));
        Assert.NotEmpty(all);
    }

    [Fact]
    public void Name_in_sarif_only_rules_that_it_declares()
    {
        var run = Write(stream => DiagnosticReport.WriteSarif(_diagnostics, stream)).GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("id").GetString()).ToHashSet();

        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(_diagnostics.Count, results.Count);
        Assert.All(results, r => Assert.Contains(r.GetProperty("ruleId").GetString(), rules));
        Assert.All(results, r => Assert.True(r.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32() > 0));
    }
}
