namespace Gantry.Actions.Tests;

public sealed class CheckTests : IDisposable
{
    private static readonly object _columns = new
    {
        @object = new { filled = true, pattern = "[A-Z].*" }, mag = new { kind = "number", from = 0, to = 30 }, seen_at = new { kind = "time", rises = true },
    };

    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Rows_that_are_refused_are_kept_with_line_reason_and_themselves()
    {
        _bench.With("t.csv", "object,mag,seen_at\nApophis,19.1,2026-01-01T00:00:00Z\n,20,2026-01-01T01:00:00Z\nBennu,\"4,1\",2026-01-01T02:00:00Z\n\nEros,12,2026-01-01T01:30:00Z\nIda,14\n");

        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("check", new { columns = _columns }, "in:t=t.csv", "out:report=r.json", "out:accepted=good.csv", "out:refused=bad.csv"));

        Assert.Equal("object,mag,seen_at\nApophis,19.1,2026-01-01T00:00:00Z\n", _bench.Read("good.csv"));
        Assert.Equal(
            ["file,line,reason,row", "\"t.csv\",3,\"object is empty\",\",20,2026-01-01T01:00:00Z\"", "\"t.csv\",4,\"mag is no number: '4,1'\",\"Bennu,\"\"4,1\"\",2026-01-01T02:00:00Z\"",
             "\"t.csv\",6,\"seen_at falls from 2026-01-01T02:00:00Z in line 4 to 2026-01-01T01:30:00Z\",\"Eros,12,2026-01-01T01:30:00Z\"", "\"t.csv\",7,\"it has 2 of 3 cells\",\"Ida,14\"", ""],
            _bench.Read("bad.csv").Split('\n'));
        var report = _bench.ReadJson("r.json");
        Assert.Equal((false, 5, 1, 4), (report.GetProperty("passed").GetBoolean(), report.GetProperty("rows").GetInt32(), report.GetProperty("accepted").GetInt32(), report.GetProperty("refused").GetInt32()));
        Assert.Contains("1 row was refused for mag.", _bench.Complained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Some_rows_may_be_refused()
    {
        _bench.With("t.csv", "a\n1\n2\nx\n4\n");
        object With(object refused) => new { columns = new { a = new { kind = "whole" } }, refused };

        Assert.Equal(0, await _bench.RunAsync("check", With(1), "in:t=t.csv", "out:report=r.json"));
        Assert.Equal("tolerated", _bench.ReadJson("r.json").GetProperty("checks")[2].GetProperty("outcome").GetString());
        Assert.Equal(0, await _bench.RunAsync("check", With("25%"), "in:t=t.csv"));
        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("check", With("24%"), "in:t=t.csv"));
    }

    [Theory]
    [InlineData("object,magnitude,seen_at\nA,1,2026-01-01\n", "the column 'mag' is missing and 'magnitude' is new: it seems to be renamed")]
    [InlineData("object,seen_at\nA,2026-01-01\n", "the column 'mag' is missing")]
    [InlineData("object,mag,seen_at,note\nA,1,2026-01-01,x\n", "the column 'note' is new and was not declared")]
    [InlineData("object,mag,seen_at\nA,bright,2026-01-01\nB,faint,2026-01-02\n", "'mag' should be a number and is not in 2 of 2 rows, the first being 'bright'")]
    [InlineData("""[{"object":"A","mag":"1","seen_at":"2026-01-01"}]""", "'mag' should be a number and is not in 1 of 1 rows, the first being '1'")]
    public async Task A_file_whose_form_drifted_is_said_with_the_drift(string content, string drift)
    {
        _bench.With("t", content);

        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("check", new { columns = _columns, others = "refuse", format = content[0] == '[' ? "json" : "csv" }, "in:t=t", "out:report=r.json"));

        Assert.Equal(drift, Assert.Single(_bench.ReadJson("r.json").GetProperty("drift").EnumerateArray()).GetString());
        Assert.Contains("The file is another than was declared: " + drift, _bench.Complained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_twice_is_refused_with_the_line_of_the_first()
    {
        _bench.With("t.jsonl", "{\"id\":1,\"n\":\"a\"}\n{\"id\":1,\"n\":\"b\"}\n{\"id\":1,\"n\":\"a\"}\n");

        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("check", new { unique = new[] { "id", "n" } }, "in:t=t.jsonl", "out:refused=bad.jsonl", "out:accepted=good.json"));

        Assert.Equal("""{"file":"t.jsonl","line":3,"reasons":["it repeats id and n of line 1"],"row":"{\"id\":1,\"n\":\"a\"}"}""" + "\n", _bench.Read("bad.jsonl"));
        Assert.Equal(2, _bench.ReadJson("good.json").GetArrayLength());
    }

    [Fact]
    public async Task Too_few_rows_and_a_broken_end_are_a_no()
    {
        _bench.With("t.csv", "a\n1\n\"2\n");

        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("check", new { rows = new { least = 5 } }, "in:t=t.csv"));

        Assert.Equal("The file cannot be read to its end: t.csv, line 3: a quote is opened and not closed. There is 1 of at least 5 rows.", _bench.Complained.Trim());
    }

    [Fact]
    public async Task A_packed_table_is_unpacked_and_one_that_is_broken_is_said()
    {
        await using (var packed = new System.IO.Compression.GZipStream(File.Create(_bench.At("t.csv.gz")), System.IO.Compression.CompressionMode.Compress))
            await packed.WriteAsync("a\n1\nx\n"u8.ToArray(), TestContext.Current.CancellationToken);
        _bench.With("broken.csv.gz", "this is not packed");

        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("check", new { columns = new { a = new { kind = "whole" } } }, "in:t=t.csv.gz"));
        Assert.Contains("t.csv.gz, line 3: a is no number: 'x'", _bench.Said, StringComparison.Ordinal);
        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("check", new { }, "in:t=broken.csv.gz"));
        Assert.NotEmpty(_bench.Complained);
    }

    [Fact]
    public async Task A_reference_is_compared_with_tolerances()
    {
        _bench.With("t.csv", "k,v\na,1.001\n").With("ref.csv", "k,v\na,1\n");

        Assert.Equal(0, await _bench.RunAsync("check", new { reference = new { @as = "table", keys = new[] { "k" }, tolerances = new { v = 0.01 } } }, "in:t=t.csv", "in:reference=ref.csv"));
        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("check", new { reference = new { @as = "table", keys = new[] { "k" }, tolerances = new { v = new { relative = 1e-6 } } } }, "in:t=t.csv", "in:reference=ref.csv"));
        Assert.Contains("Compared with the reference: 1 of 1 row that both have differs in v", _bench.Complained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parquet_is_checked_and_its_accepted_rows_keep_their_types()
    {
        Bench.NeedsDuckDb();
        Assert.Equal(0, await _bench.RunAsync("sql", new { query = "select i::integer as i, i * 0.5 as v, timestamp '2026-01-01' + i * interval 1 hour as t from range(10) r(i)" }, "out:r=t.parquet"));

        Assert.Equal(0, await _bench.RunAsync("check", new { columns = new { v = new { kind = "number", to = 4 }, t = new { kind = "time", rises = true } }, refused = 1 }, "in:t=t.parquet", "out:accepted=good.parquet", "out:refused=bad.csv"));

        Assert.Equal(0, await _bench.RunAsync("sql", new { query = "select count(*) as n, max(v) as v, typeof(any_value(t)) as kind from g" }, "in:g=good.parquet", "out:r=r.csv"));
        Assert.Equal("n,v,kind\n9,4.0,TIMESTAMP\n", _bench.Read("r.csv"));
        Assert.Contains("v is 4.5, more than 4", _bench.Read("bad.csv"), StringComparison.Ordinal);
    }
}
