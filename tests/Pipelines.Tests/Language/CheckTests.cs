using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Pipelines.Tests.Language;

public class CheckTests
{
    private const string Sound = """
        name: night
        start:
          - product: OBS
          - at: "30 6 * * *"
            zone: Europe/Rome
        parameters: { days: { kind: whole, default: 60 } }
        together: { group: "night-{parameters.days}", most: 2 }
        steps:
          parse:
            run: python3 steps/parse.py "$IN_OBS"
            in: { obs: trigger, stations: { type: TABLE, newest: 3, optional: true } }
            out: { table: table.csv, refused: { path: refused.csv, optional: true } }
          publish:
            in: { table: parse.table }
            when: environment == 'ops' and parameters.days > 30
            run: [cp, $IN_TABLE, $OUT_RISK]
            out: { risk: { path: risk.csv, type: TABLE, as: "RISK_{start}.csv" } }
        """;

    [Fact]
    public void Finds_nothing_wrong_with_what_is_right() => Assert.Empty(Check(Sound));

    [Theory]
    [InlineData("in: { table: parse.table }", "in: { table: parse.tabel }", "14:18", "makes no 'tabel'; did you mean 'table'?")]
    [InlineData("in: { table: parse.table }", "in: { table: pares.table }", "14:18", "there is no step 'pares'; did you mean 'parse'?")]
    [InlineData("python3 steps/parse.py", "python3 steps/prase.py", "10:10", "has no 'steps/prase.py'; did you mean 'steps/parse.py'?")]
    [InlineData("- product: OBS", "- product: OSB", "3:14", "types.yaml knows no type 'OSB'")]
    [InlineData("type: TABLE, newest: 3", "type: TABEL, newest: 3", "11:", "did you mean 'TABLE'?")]
    [InlineData("environment == 'ops'", "enviroment == 'ops'", "15:11", "nothing is called 'enviroment'")]
    [InlineData("environment == 'ops'", "environment = 'ops'", "15:11", "at letter")]
    [InlineData("parameters.days > 30", "parameters.day > 30", "15:11", "there is no parameter 'day'; did you mean 'days'?")]
    [InlineData("{start}", "{begin}", "17:", "nothing is called {begin}")]
    [InlineData("default: 60", "default: sixty", "6:", "is no whole number: 'sixty'")]
    [InlineData("Europe/Rome", "Europe/Roma", "5:11", "not a time zone that this machine knows")]
    [InlineData("most: 2", "mots: 2", "7:", "did you mean 'most'?")]
    [InlineData("run: [cp, $IN_TABLE, $OUT_RISK]", "uses: copy", "16:", "there is no action 'copy'")]
    [InlineData("obs: trigger", "obs: publish.risk", "9:", "wait for one another: parse needs publish, publish needs parse")]
    public void Says_where_what_is_wrong_and_what_would_be_right(string right, string wrong, string place, string words)
    {
        Assert.Contains(right, Sound, StringComparison.Ordinal);
        var finding = Assert.Single(Check(Sound.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.StartsWith($"pipelines/night.yaml:{place}", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_pipelines_do_not_share_a_name()
    {
        var files = new MissionFiles([File("pipelines/a.yaml", Sound), File("pipelines/b.yaml", Sound), .. Others]);
        Assert.Contains("is declared in pipelines/a.yaml already", Assert.Single(new PipelinesFolder().Check(files)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Actions_are_told_what_they_want()
    {
        const string Action = """
            name: table
            run: python3 steps/parse.py
            with: { columns: { kind: whole }, title: { default: none } }
            in: [data]
            out: { table: table.csv }
            """;
        string[] Use(string step) => [.. new PipelinesFolder().Check(new MissionFiles(
            [File("pipelines/p.yaml", $"name: p\nsteps:\n  first: {step}\n  second: {{ in: {{ t: first.table }}, run: \"true\" }}\n"), File("actions/table.yaml", Action), .. Others])).Select(f => f.Message)];

        Assert.Empty(Use("{ uses: table, with: { columns: 3 }, in: { data: { type: OBS } } }"));
        Assert.Contains(Use("{ uses: table, with: { columns: three }, in: { data: { type: OBS } } }"), m => m.Contains("'columns' is no whole number", StringComparison.Ordinal));
        Assert.Contains(Use("{ uses: table, in: { data: { type: OBS } } }"), m => m.Contains("must be told 'columns'", StringComparison.Ordinal));
        Assert.Contains(Use("{ uses: table, with: { columns: 3 } }"), m => m.Contains("reads 'data'", StringComparison.Ordinal));
    }

    [Fact]
    public void Ten_thousand_steps_are_read_and_sorted()
    {
        var text = new StringBuilder("name: big\nsteps:\n");
        for (var i = 0; i < 10_000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  s{i}: {{ needs: [{(i == 0 ? "" : $"s{i - 1}")}], run: \"true\" }}\n");
        Assert.Empty(Check(text.ToString()));
    }

    [Fact]
    public void Conditions_never_break_on_any_text() => Prop.ForAll<string>(text =>
    {
        if (text is not null && ConditionReader.TryRead(text, out var condition) is null)
            _ = condition!.Holds(_ => "x");
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a == 'x' or b == 'x' and c == 'x'", "a=x", true)]
    [InlineData("(a == 'x' or b == 'x') and c == 'x'", "a=x", false)]
    [InlineData("not a == 'x'", "a=x", false)]
    [InlineData("n >= 9", "n=10", true)]
    [InlineData("n >= 9", "n=abc", true)]
    [InlineData("missing == 'x'", "", false)]
    [InlineData("missing != 'x'", "", true)]
    [InlineData("flag", "flag=true", true)]
    public void Conditions_mean_what_they_say(string text, string values, bool holds)
    {
        Assert.Null(ConditionReader.TryRead(text, out var condition));
        var known = values.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        Assert.Equal(holds, condition!.Holds(known.GetValueOrDefault));
    }

    private static MissionFile[] Others => [File("types.yaml", "types: [{ name: OBS }, { name: TABLE }]\n"), File("steps/parse.py", "")];

    private static List<Finding> Check(string pipeline) => [.. new PipelinesFolder().Check(new MissionFiles([File("pipelines/night.yaml", pipeline), .. Others]))];

    private static MissionFile File(string path, string content) => new(path, Encoding.UTF8.GetBytes(content));
}
