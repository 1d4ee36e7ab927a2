using System.Net.Http.Json;
using System.Text;
using Gantry.Api;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Pipelines;

/// <summary>Built-in actions in real sandboxes, from an arrival to products.</summary>
public sealed class BuiltInTests(SqliteHouse fixture) : IClassFixture<SqliteHouse>
{
    private const string Types = "types:\n  - { name: OBS, pattern: '.*\\.csv' }\n  - { name: TABLE, pattern: '.*\\.parquet' }\n  - { name: PLOT, pattern: '.*\\.svg' }\n";

    private const string Night = """
        name: night
        parameters: { least: { kind: number, default: 19 } }
        steps:
          look:
            uses: check
            in: { obs: { type: OBS } }
            with: { columns: { object: { filled: true }, mag: { kind: number, from: 0, to: 30 } } }
            out: { report: report.json, accepted: good.csv, refused: bad.csv }
          faint:
            uses: sql
            in: { obs: look.accepted }
            with:
              query: select object, mag from obs where mag >= $least order by mag
              values: { least: "{parameters.least}" }
            out: { table: { path: faint.parquet, type: TABLE, as: "faint_{run}.parquet" } }
          again: { uses: sql, in: { t: faint.table }, with: { query: select * from t }, out: { table: t.csv } }
          same: { uses: compare, in: { a: again.table, b: look.accepted }, with: { as: table, keys: [object], different: pass } }
          plot:
            uses: plot
            in: { table: faint.table }
            with: { kind: scatter, x: mag, y: mag }
            out: { plot: { path: faint.svg, type: PLOT, as: "faint_{run}.svg", quicklookOf: faint.table } }
        """;

    private readonly string _mission = "acts" + Guid.CreateVersion7().ToString("N")[^8..];

    private string Api => $"/api/v1/missions/{_mission}/environments/dev";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_table_is_checked_asked_compared_and_drawn()
    {
        NeedsAll();
        await BeginAsync("object,mag\nApophis,19.1\nBennu,20.2\nEros,12\n");
        var run = await RunAsync();
        Assert.True(run.State == "passed", run.Reason);
        Assert.Equal("object,mag\nApophis,19.1\nBennu,20.2\n", await OutputAsync(run, "again", "table"));
        Assert.Contains("\"passed\": true", await OutputAsync(run, "look", "report"), StringComparison.Ordinal);
        Assert.Contains("1 row is only in b", await OutputAsync(run, "same", "report"), StringComparison.Ordinal);
        Assert.StartsWith("<svg", await fixture.House.Admin.GetStringAsync($"{Api}/products/faint_{run.Id}.svg/content", Ct), StringComparison.Ordinal);
        // The same question over the same rows is not asked again; another value is.
        Assert.All(await StepsAsync(await RunAsync()), step => Assert.NotNull(step.TakenFrom));
        Assert.Equal("object,mag\nBennu,20.2\n", await OutputAsync(await RunAsync("20"), "again", "table"));
    }

    [Fact]
    public async Task A_plot_is_the_quicklook_of_the_product_it_shows()
    {
        NeedsAll();
        await BeginAsync("object,mag\nApophis,19.1\n");
        var run = await RunAsync();
        var entity = await fixture.House.Admin.GetFromJsonAsync<System.Text.Json.Nodes.JsonNode>($"/odata/v1/Products?$filter=Name eq 'faint_{run.Id}.parquet'&$expand=Quicklooks", Ct);
        var product = Assert.Single(entity!["value"]!.AsArray())!;
        Assert.Equal($"faint_{run.Id}.svg", Assert.Single(product["Quicklooks"]!.AsArray())!["Image"]!.GetValue<string>());
        Assert.StartsWith("<svg", await fixture.House.Admin.GetStringAsync($"/odata/v1/Products({product["Id"]})/Quicklooks('faint_{run.Id}.svg')/$value", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_says_no_keeps_its_report_and_what_it_refused()
    {
        NeedsAll();
        await BeginAsync("object,mag\nApophis,19.1\nBennu,bright\n");
        var run = await RunAsync();
        Assert.Equal(("failed", "look said no: 1 row was refused for mag."), (run.State, run.Reason));
        Assert.Equal("file,line,reason,row\n\"1.csv\",3,\"mag is no number: 'bright'\",\"Bennu,bright\"\n", await OutputAsync(run, "look", "refused"));
        Assert.Contains("\"passed\": false", await OutputAsync(run, "look", "report"), StringComparison.Ordinal);
        Assert.Equal("skipped", (await StepsAsync(run)).Single(s => s.Name == "faint").State);
    }

    [Fact]
    public async Task An_action_is_done_for_each_file_and_for_all_of_them()
    {
        NeedsAll();
        const string Parts = """
            name: night
            steps:
              split: { run: "for i in 1 2 3; do printf 'n\n%s\n' $i > out/part-$i.csv; done", out: { parts: part-*.csv } }
              twice: { uses: sql, each: split.parts, with: { query: select n * 2 as n from item }, out: { table: twice.csv } }
              all: { uses: sql, in: { parts: twice.table }, with: { query: "select sum(n) as n, count(distinct filename) as files from parts" }, out: { table: all.csv } }
            """;
        Assert.True((await fixture.House.ApplyAsync(_mission, House.Mission(_mission), ("types.yaml", Types), ("pipelines/night.yaml", Parts))).IsSuccessStatusCode, "the mission is applied");
        var run = await RunAsync();
        Assert.True(run.State == "passed", run.Reason);
        Assert.Equal("n,files\n12,3\n", await OutputAsync(run, "all", "table"));
    }

    [Fact]
    public async Task What_the_page_on_actions_shows_runs()
    {
        NeedsAll();
        var page = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "use", "actions.md"), Ct);
        var example = page[(page.IndexOf("```yaml\n", StringComparison.Ordinal) + 8)..];
        const string PageTypes = "types:\n  - { name: OBS, pattern: 'night.*\\.csv' }\n  - { name: TABLE, pattern: '.*\\.parquet' }\n  - { name: PLOT, pattern: '.*\\.svg', contentType: image/svg+xml }\n";
        var applied = await fixture.House.ApplyAsync(_mission, House.Mission(_mission), ("types.yaml", PageTypes), ("pipelines/p.yaml", example[..example.IndexOf("```", StringComparison.Ordinal)]));
        Assert.True(applied.IsSuccessStatusCode, await applied.Content.ReadAsStringAsync(Ct));
        var rows = Enumerable.Range(0, 20).Select(i => $"{(i == 7 ? "x" : "Apophis")},{15 + (i / 4)},2026-01-01T{i:00}:00:00Z");
        (await fixture.House.PutAsync("night1.csv", Encoding.UTF8.GetBytes("object,mag,seen_at\n" + string.Join('\n', rows) + "\n"), _mission, "dev")).EnsureSuccessStatusCode();

        RunView? run = null;
        await Eventually.HoldsAsync(async () => (await fixture.House.Admin.GetFromJsonAsync<Page<RunView>>($"{Api}/runs", Ct))!.Items is [{ EndedAt: not null } ended] && (run = ended) is not null, "the run ended");
        Assert.True(run!.State == "passed", run.Reason);
        var plot = await fixture.House.Admin.GetAsync($"{Api}/products/SEEN_night1.svg/content", Ct);
        Assert.Equal("image/svg+xml", plot.Content.Headers.ContentType!.MediaType);
        var answer = await fixture.House.Admin.PostAsJsonAsync($"{Api}/query", new QueryRequest("from 'BRIGHT_night1.parquet'"), Ct);
        Assert.Equal(19, (await answer.Content.ReadFromJsonAsync<QueryView>(Ct))!.Rows.Single().GetProperty("n").GetInt32());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Gantry.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }

    private static void NeedsAll()
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        Needs.That(File.Exists(Path.Combine(AppContext.BaseDirectory, "actions", "libduckdb.so")), "DuckDB was not brought by the build (apt-get install npm).");
    }

    private async Task BeginAsync(string observations)
    {
        var applied = await fixture.House.ApplyAsync(_mission, House.Mission(_mission), ("types.yaml", Types), ("pipelines/night.yaml", Night));
        Assert.True(applied.IsSuccessStatusCode, await applied.Content.ReadAsStringAsync(Ct));
        (await fixture.House.PutAsync("1.csv", Encoding.UTF8.GetBytes(observations), _mission, "dev")).EnsureSuccessStatusCode();
    }

    private async Task<RunView> RunAsync(string? least = null)
    {
        object request = least is { } value ? new { parameters = new { least = value } } : new { };
        var run = (await (await fixture.House.Admin.PostAsJsonAsync($"{Api}/pipelines/night/runs", request, Ct)).Content.ReadFromJsonAsync<RunView>(Ct))!;
        await Eventually.HoldsAsync(async () => (run = (await fixture.House.Admin.GetFromJsonAsync<RunView>($"{Api}/runs/{run.Id}", Ct))!).EndedAt is not null, "the run ended");
        return run;
    }

    private Task<string> OutputAsync(RunView run, string step, string output) => fixture.House.Admin.GetStringAsync($"{Api}/runs/{run.Id}/steps/{step}/outputs/{output}", Ct);

    private async Task<IReadOnlyList<RunStepView>> StepsAsync(RunView run) => (await fixture.House.Admin.GetFromJsonAsync<Page<RunStepView>>($"{Api}/runs/{run.Id}/steps", Ct))!.Items;
}
