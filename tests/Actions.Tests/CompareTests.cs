namespace Gantry.Actions.Tests;

public sealed class CompareTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_difference_is_a_no_with_a_report_unless_it_may_be()
    {
        _bench.With("a.csv", "k,v\na,1\nb,2\n").With("b.csv", "k,v\nb,2\na,3\n");
        object With(string different) => new { @as = "table", keys = new[] { "k" }, different };

        Assert.Equal(ActionHost.SaysNo, await _bench.RunAsync("compare", With("refuse"), "in:before=a.csv", "in:after=b.csv", "out:report=r.json"));
        Assert.Contains("1 of 2 rows that both have differs in v (1, at most by 2).", _bench.Complained, StringComparison.Ordinal);
        Assert.Equal("different", _bench.ReadJson("r.json").GetProperty("outcome").GetString());
        Assert.Equal("'a', v: '1' and '3', 2 apart", _bench.ReadJson("r.json").GetProperty("first")[0].GetProperty("sentence").GetString());
        Assert.Equal(0, await _bench.RunAsync("compare", With("pass"), "in:before=a.csv", "in:after=b.csv", "out:report=r.json"));
    }
}
