namespace Gantry.Actions.Tests;

public sealed class SqlTests : IDisposable
{
    private const string Table = "object,mag,seen_at\nApophis,19.1,2026-01-01T00:00:00Z\nBennu,20.2,2026-01-01T01:00:00Z\n";

    private readonly Bench _bench = new();

    public SqlTests() => Bench.NeedsDuckDb();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_question_over_a_table_is_answered_as_csv_json_and_parquet()
    {
        _bench.With("a.csv", Table);
        foreach (var name in new[] { "r.csv", "r.json", "r.ndjson", "r.parquet" })
            Assert.Equal(0, await _bench.RunAsync("sql", new { query = "select object, mag from obs order by mag desc; " }, "in:obs=a.csv", "out:result=" + name));
        Assert.Equal("object,mag\nBennu,20.2\nApophis,19.1\n", _bench.Read("r.csv"));
        Assert.Equal("""{"object":"Bennu","mag":20.2}""", _bench.Read("r.ndjson").Split('\n')[0]);
        Assert.Equal(2, _bench.ReadJson("r.json").GetArrayLength());
        Assert.Equal(0, await _bench.RunAsync("sql", new { query = "from obs" }, "in:obs=r.parquet", "out:result=again.csv"));
        Assert.Equal(_bench.Read("r.csv"), _bench.Read("again.csv"));
        Assert.Contains("2 rows", _bench.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_inputs_of_several_kinds_are_joined_and_a_folder_is_one_table()
    {
        _bench.With("nights/1.csv", "object,mag\nApophis,19\n").With("nights/2 [new]*.csv", "mag,object\n20,Bennu\n").With("names.json", """[{"object":"Apophis","number":99942},{"object":"Bennu","number":101955}]""");

        Assert.Equal(0, await _bench.RunAsync("sql", new { query = "select number, mag from obs join names using (object) order by all" }, "in:obs=nights", "in:names=names.json", "out:r=r.csv"));

        Assert.Equal("number,mag\n99942,19\n101955,20\n", _bench.Read("r.csv"));
    }

    [Fact]
    public async Task Values_are_given_as_such_and_never_as_sql()
    {
        _bench.With("a.csv", Table);

        Assert.Equal(0, await _bench.RunAsync("sql", new { query = "select object from obs where mag > $least or object = $name" }, "in:obs=a.csv", "out:r=r.csv", "value:least=20", "value:name='; drop view obs"));
        Assert.Equal("object\nBennu\n", _bench.Read("r.csv"));
        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("sql", new { query = "select $missing" }, "out:r=r.csv"));
        Assert.Contains("nothing is said for $missing", _bench.Complained, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select * from read_csv('/etc/passwd')", "file system operations are disabled")]
    [InlineData("select * from 'secret.csv'", "file system operations are disabled")]
    [InlineData("select * from glob('/*')", "disabled")]
    [InlineData("select * from read_text('/proc/self/environ')", "file system operations are disabled")]
    [InlineData("copy obs to '/tmp/stolen.csv'", "Cannot access file")]
    [InlineData("set memory_limit='100GB'", "it is not a question")]
    [InlineData("install httpfs", "it is not a question")]
    [InlineData("attach '/tmp/x.db'", "it is not a question")]
    [InlineData("select 1; drop view obs", "there are 2 statements")]
    [InlineData("select 1) to '/tmp/stolen.csv'; copy (select 1", "syntax error")]
    [InlineData("   ", "there is no statement")]
    [InlineData("select nosuch\nfrom obs", "LINE 1: select nosuch")]
    public async Task Nothing_is_reached_but_the_inputs(string query, string complaint)
    {
        _bench.With("a.csv", Table).With("secret.csv", "a\n1\n");

        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("sql", new { query }, "in:obs=a.csv", "out:r=r.csv"));

        Assert.Contains(complaint, _bench.Complained, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists("/tmp/stolen.csv"), "a file was written");
    }

    [Fact]
    public async Task An_error_that_comes_while_rows_are_read_shows_the_place_in_the_query()
    {
        _bench.With("a.csv", "v\n1\nabc\n");

        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("sql", new { query = "select\n  v::integer\nfrom obs" }, "in:obs=a.csv", "out:r=r.csv"));

        Assert.Contains("LINE 2:   v::integer", _bench.Complained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_takes_too_long_is_stopped_and_what_is_too_much_is_cut()
    {
        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("sql", new { query = "select count(*) from range(1000000000000) a, range(1000000) b", seconds = 0.2 }, "out:r=r.csv"));
        Assert.StartsWith("the query was not done after", _bench.Complained, StringComparison.Ordinal);
        Assert.Equal(0, await _bench.RunAsync("sql", new { query = "from range(100)", most = 10, about = _bench.At("about.json") }, "out:r=r.csv"));
        Assert.Equal((10, true, "range", "BIGINT"), (_bench.ReadJson("about.json").GetProperty("rows").GetInt32(), _bench.ReadJson("about.json").GetProperty("isCut").GetBoolean(),
            _bench.ReadJson("about.json").GetProperty("columns")[0].GetProperty("name").GetString(), _bench.ReadJson("about.json").GetProperty("columns")[0].GetProperty("type").GetString()));
        Assert.Equal(1 + 10, _bench.Read("r.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task How_far_it_is_is_told_in_the_lines_that_become_a_bar()
    {
        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("sql", new { query = "select sum(hash(i)) as s from range(200000000000) r(i)", seconds = 3 }, "out:r=r.csv"));
        Assert.Matches(@"(?m)^progress 0\.\d\d asking$", _bench.Said);
    }

    [Fact]
    public async Task What_wants_more_memory_than_it_may_take_says_so()
    {
        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("sql", new { query = "select array_agg(i) from range(200000000) r(i)" }, "out:r=r.parquet", "memory:=200000000"));
        Assert.StartsWith("the query wants more memory than it may take (200 MB for the whole step)", _bench.Complained, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(Path.GetDirectoryName(_bench.At("r.parquet"))!));
    }

    [Fact]
    public async Task What_is_not_understood_is_said()
    {
        _bench.With("a.dat", "a\n1\n");
        Assert.Equal(ActionHost.Misused, await _bench.RunAsync("sql", """{"query":"select 1","qurey":2}""", "out:r=r.csv"));
        Assert.Contains("qurey", _bench.Complained, StringComparison.Ordinal);
        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("sql", new { query = "from t" }, "in:t=a.dat", "out:r=r.csv"));
        Assert.Contains("what a.dat is cannot be told by its name", _bench.Complained, StringComparison.Ordinal);
        Assert.Equal(0, await _bench.RunAsync("sql", new { query = "from t", read = new { t = new { format = "csv", types = new { a = "varchar" } } } }, "in:t=a.dat", "out:r=r.json"));
        Assert.Equal("1", _bench.ReadJson("r.json")[0].GetProperty("a").GetString());
        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("sql", new { query = "from t" }, "in:t=", "out:r=r.csv"));
        Assert.Contains("Nothing was there for t", _bench.Complained, StringComparison.Ordinal);
        Assert.Equal(ActionHost.Misused, await _bench.RunAsync("draw", new { }));
    }
}
