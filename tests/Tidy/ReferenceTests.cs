using System.Text;
using System.Text.RegularExpressions;
using Gantry.Server;
using Xunit;

namespace Gantry.Tidy;

/// <summary>The pages below docs/reference are made from the program, never typed.</summary>
public partial class ReferenceTests
{
    [Fact]
    public void Lists_every_setting()
    {
        var page = Page("Settings",
            "Weakest first: the default, `gantry.yaml` (or `--config FILE`), the environment variable, `--set key=value`. A key that is not listed here is refused. `gantry config show` tells where each value came from.");
        page.AppendLine("| key | default | environment | meaning |").AppendLine("|---|---|---|---|");
        foreach (var setting in Areas.Settings.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            // The default of the data folder depends on who runs it.
            var value = setting.Key == "data.folder" ? "`~/.local/share/gantry`" : setting.Default is { Length: > 0 } text ? $"`{text}`" : "";
            page.AppendLine($"| `{setting.Key}` | {value} | `{setting.Variable}` | {setting.Meaning}{(setting.IsSecret ? " Never printed." : "")} |");
        }
        Tree.Approve("docs/reference/settings.md", page.ToString());
    }

    [Fact]
    public void Lists_every_kind_of_journal_entry()
    {
        var page = Page("Journal entries",
            "Entries are CloudEvents 1.0 in JSON: `specversion`, `id`, `source` (the mission and environment), `type` (`gantry.` and the kind), `subject`, `time`, `data`; and of our own `sequence` (the place in the one total order), `mission`, `environment`, `principal`.");
        page.AppendLine("| kind | meaning |").AppendLine("|---|---|");
        foreach (var kind in Areas.Kinds)
            page.AppendLine($"| `{kind.Name}` | {kind.Meaning} |");
        Assert.Equal(Areas.Kinds.Count, Areas.Kinds.Select(k => k.Name).Distinct().Count());
        Tree.Approve("docs/reference/events.md", page.ToString());
    }

    [Fact]
    public void Lists_every_fault()
    {
        var page = Page("Faults",
            "Every refusal is problem+json with a stable `code`; the message names the thing and the way out. The kind decides the HTTP status and the exit code of the command line (see [exit codes](exit-codes.md)).");
        page.AppendLine("| code | kind | made in |").AppendLine("|---|---|---|");
        var faults = Tree.Files("src", ".cs")
            .SelectMany(file => Fault().Matches(Tree.Read(file)).Select(m => (Code: m.Groups[2].Value, Kind: m.Groups[1].Value, File: file)))
            .DistinctBy(f => f.Code).OrderBy(f => f.Code, StringComparer.Ordinal);
        foreach (var fault in faults)
            page.AppendLine($"| `{fault.Code}` | {fault.Kind} | [{Path.GetFileName(fault.File)}](../../{fault.File}) |");
        Tree.Approve("docs/reference/faults.md", page.ToString());
    }

    [Fact]
    public void Publishes_the_schema_of_every_file_of_a_mission_folder()
    {
        foreach (var part in Areas.Parts)
            Tree.Approve($"docs/reference/{part.SchemaName}.schema.json", part.JsonSchema.TrimEnd() + "\n");
    }

    private static StringBuilder Page(string title, string introduction) =>
        new StringBuilder().AppendLine($"# {title}").AppendLine().AppendLine("*Made from the program by a test; do not edit.*").AppendLine().AppendLine(introduction).AppendLine();

    [GeneratedRegex(@"FaultKind\.(\w+), ""([a-z0-9]+\.[a-z0-9_]+)""")]
    private static partial Regex Fault();
}
