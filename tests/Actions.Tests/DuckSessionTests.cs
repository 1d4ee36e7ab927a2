using System.Diagnostics;
using Gantry.DuckDb;

namespace Gantry.Actions.Tests;

public sealed class DuckSessionTests
{
    public DuckSessionTests() => Bench.NeedsDuckDb();

    [Fact]
    public void Short_and_long_texts_and_nothing_are_read_from_many_chunks()
    {
        using var session = DuckSession.Open(new());

        var rows = session.Ask("select i as n, repeat('é', i % 20) as text, case when i % 3 = 0 then null else i end as some from range(5000) r(i) order by i");

        Assert.Equal(5000, rows.Count);
        for (var i = 0; i < rows.Count; i++)
            Assert.Equal([$"{i}", new string('é', i % 20), i % 3 == 0 ? null : $"{i}"], rows[i]);
    }

    [Theory]
    [InlineData("00433", "VARCHAR")]
    [InlineData("433", "BIGINT")]
    [InlineData("4.5e-3", "DOUBLE")]
    [InlineData("true", "BOOLEAN")]
    [InlineData("99999999999999999999", "VARCHAR")]
    [InlineData("it's", "VARCHAR")]
    public void A_value_is_what_it_looks_like(string value, string type)
    {
        using var session = DuckSession.Open(new());

        session.Execute("create table t as select typeof($v) as kind", new Dictionary<string, string> { ["v"] = value });

        Assert.Equal(type, session.Ask("select kind from t")[0][0]);
    }

    [Fact]
    public void What_was_answered_is_given_back()
    {
        using var here = Process.GetCurrentProcess();
        AskOften(5);
        var before = Resident(here);
        AskOften(60);
        Assert.InRange(Resident(here) - before, long.MinValue, 300L << 20);
    }

    // Each answer takes some 15 MB.
    private static void AskOften(int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var session = DuckSession.Open(new());
            Assert.Equal(100_000, session.Ask("select repeat('x', 100) from range(100000)").Count);
            Assert.Throws<DuckDbException>(() => session.Execute("select nosuch"));
        }
    }

    private static long Resident(Process process)
    {
        GC.Collect();
        process.Refresh();
        return process.WorkingSet64;
    }
}
