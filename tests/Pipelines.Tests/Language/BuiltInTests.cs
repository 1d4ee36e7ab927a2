using System.Text;
using System.Text.Json;

namespace Gantry.Pipelines.Tests.Language;

/// <summary>Built-in actions in a pipeline: what the check says of them, and what they become.</summary>
public class BuiltInTests
{
    private const string Sound = """
        name: night
        parameters: { least: { kind: number, default: 19 } }
        steps:
          look:
            uses: check
            in: { obs: { type: OBS }, reference: { type: TABLE, optional: true } }
            with:
              columns: { mag: { kind: number, from: 0, to: 30 }, at: { kind: time, from: 2026-01-01, rises: true } }
              refused: 2%
              reference: { as: table, keys: [object], tolerances: { mag: 0.1 } }
            out: { report: report.json, accepted: good.csv }
          faint:
            uses: sql
            in: { obs: look.accepted }
            with: { query: select * from obs where mag > $least, values: { least: "{parameters.least}" }, read: { obs: { format: csv } } }
          same: { uses: compare, in: { a: faint.result, b: look.accepted }, with: { as: bytes } }
          plot:
            uses: plot
            in: { table: faint.result }
            with: { x: at, y: [mag], log: y }
            out: { plot: { path: plot.svg, type: TABLE } }
        """;

    [Fact]
    public void Finds_nothing_wrong_with_what_is_right() => Assert.Empty(Check(Sound));

    [Theory]
    [InlineData("query: select", "qurey: select", "15:", "unknown key 'qurey'; did you mean 'query'?")]
    [InlineData("{parameters.least}", "{parameters.lest}", "15:", "there is no parameter 'lest'; did you mean 'least'?")]
    [InlineData("read: { obs:", "read: { osb:", "15:", "this step has no input 'osb'; did you mean 'obs'?")]
    [InlineData("kind: number, from: 0", "kind: text, from: 0", "8:", "'from' needs kind: number, whole or time")]
    [InlineData("from: 2026-01-01", "from: yesterday", "8:", "'yesterday' is no time such as 2026-11-21T06:30:00Z")]
    [InlineData("kind: number, from: 0", "kind: nubmer, from: 0", "8:", "did you mean 'number'?")]
    [InlineData("refused: 2%", "refused: some", "9:", "expected")]
    [InlineData("accepted: good.csv", "acepted: good.csv", "11:", "the action 'check' makes report, accepted, refused, and no 'acepted'")]
    [InlineData("reference: { type: TABLE, optional: true }", "more: { type: TABLE }", "6:", "reads one input beside 'reference', and this step gives it 2")]
    [InlineData("with: { as: bytes }", "with: { as: bytes, keys: [a] }", "16:", "'keys' needs as: table")]
    [InlineData("in: { a: faint.result, b: look.accepted }", "in: { a: faint.result }", "16:", "reads two inputs, and this step gives it 1")]
    [InlineData("in: { a: faint.result,", "in: { a: faint.reslut,", "16:", "makes no 'reslut'; did you mean 'result'?")]
    [InlineData("path: plot.svg", "path: plot.png", "21:", "let it end with .svg")]
    [InlineData("with: { x: at, y: [mag], log: y }", "with: { y: [mag] }", "20:", "missing key 'x'")]
    [InlineData("    uses: plot", "    uses: plot\n    network: true", "19:", "a built-in action takes no 'network'")]
    [InlineData("type: TABLE }", "type: TABLE, quicklookOf: faint.result }", "21:", "'faint.result' is no product, because it has no 'type'")]
    [InlineData("type: TABLE }", "type: TABLE, quicklookOf: fiant.result }", "21:", "there is no step 'fiant'; did you mean 'faint'?")]
    public void Says_where_what_is_wrong_and_what_would_be_right(string right, string wrong, string place, string words)
    {
        Assert.Contains(right, Sound, StringComparison.Ordinal);
        var found = Check(Sound.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(found, f => f.Message.Contains(words, StringComparison.Ordinal) && f.ToString().StartsWith($"pipelines/night.yaml:{place}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_step_depends_on_the_program_and_is_told_values_beside_the_query()
    {
        var step = new Step("faint") { Uses = "sql", With = """{"query":"select $x","values":{"x":"{parameters.least}"}}""", Inputs = [new Input.Newest("obs", "OBS", 1, null, false)] };

        var done = BuiltIn.Find("sql")!.Applied(step, "digest-of-the-program");

        Assert.Equal("digest-of-the-program", done.Variables["GANTRY_ACTIONS"]);
        Assert.Equal("{parameters.least}", done.Variables["VALUE_X"]);
        Assert.Equal(["--input", "obs", "$IN_OBS", "--output", "result", "$OUT_RESULT", "--value", "x", "$VALUE_X"], done.Run!.TakeLast(9));
        Assert.Equal("select $x", JsonDocument.Parse(done.Run![4]).RootElement.GetProperty("query").GetString());
    }

    [Fact]
    public async Task Where_the_program_is_missing_the_run_says_so()
    {
        // These tests have no server beside them, and so no program of the actions.
        await using var house = await House.StartAsync("name: night\nsteps:\n  ask: { uses: sql, with: { query: select 1 }, retry: { broken: 0 } }\n");
        var run = await house.RunAsync();
        Assert.Equal(RunState.Errored, run.State);
        Assert.Contains("The action 'sql' cannot be done on this node: the program of the built-in actions is not beside the server", run.Reason, StringComparison.Ordinal);
    }

    private static List<Finding> Check(string pipeline) =>
        [.. new PipelinesFolder().Check(new MissionFiles([new("pipelines/night.yaml", Encoding.UTF8.GetBytes(pipeline)), new("types.yaml", "types: [{ name: OBS }, { name: TABLE }]\n"u8.ToArray())]))];
}
