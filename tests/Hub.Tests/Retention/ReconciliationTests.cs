using Xunit;

namespace Gantry.Hub.Tests.Retention;

public sealed class ReconciliationTests
{
    private static readonly Reconciliation _run = new(Guid.CreateVersion7(), "demo", "ops", "me", default, false, true);

    [Fact]
    public void Counts_what_pages_brought_and_remembers_where_it_is()
    {
        var page = new StagePage(500, "17", []) { Beyond = new Dictionary<DiscrepancyKind, long> { [DiscrepancyKind.NotTaken] = 3 } };
        var missing = new Discrepancy(DiscrepancyKind.BytesMissing, "a", "gone");
        var run = _run.With("bytes", page, [(missing, true), (missing, false)]).With("bytes", new(10, null, []), []);

        Assert.Equal(("bytes", null), (run.Stage, run.Place));
        Assert.Equal(510, run.Looked["bytes"]);
        Assert.Equal(new(2, 1), run.Found["bytes_missing"]);
        Assert.Equal(new(3, 0), run.Found["not_taken"]);
    }

    [Fact]
    public void Every_kind_says_what_it_means() =>
        Assert.All(DiscrepancyKind.All, kind => Assert.EndsWith(".", kind.Meaning, StringComparison.Ordinal));

    [Theory]
    [InlineData(null, null, "one,two,three")]
    [InlineData("one", "5", "one,two,three")]
    [InlineData("two", null, "three")]
    [InlineData("three", null, "")]
    public void Goes_on_where_it_was(string? stage, string? place, string left) =>
        Assert.Equal(left, string.Join(',', Reconciler.Left([new Stage("one"), new Stage("two"), new Stage("three")], _run with { Stage = stage, Place = place }).Select(s => s.Name)));

    private sealed record Stage(string Name) : IReconcileStage
    {
        public Task<StagePage> LookAsync(Reconciliation run, string? place, CancellationToken ct) => Task.FromResult(StagePage.Nothing);
    }
}
