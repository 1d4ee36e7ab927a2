namespace Gantry.Pipelines;

/// <summary>Runs as OpenLineage tells of them: what went in, what came out.</summary>
internal static class Lineage
{
    private const int MostNamed = 200;

    public static async Task<object> StartAsync(UnitOfWork work, Run run, CancellationToken ct) => new
    {
        eventType = "START", run = new { runId = run.Id }, job = Job(run), inputs = await InputsAsync(work, run, ct),
        cause = run.Cause.ToString().ToLowerInvariant(), release = run.Release.Hex, run.Parameters,
    };

    public static async Task<object> EndAsync(UnitOfWork work, Run run, RunState state, string? reason, DateTimeOffset now, CancellationToken ct) => new
    {
        eventType = state switch { RunState.Passed => "COMPLETE", RunState.Cancelled or RunState.Dropped => "ABORT", _ => "FAIL" },
        eventTime = now, run = new { runId = run.Id }, job = Job(run),
        inputs = await InputsAsync(work, run, ct),
        outputs = await work.QueryAsync(
            $"select coalesce(offered_as, name), digest from pipelines_output where run = {run.Id} and type is not null order by step, output, place limit {MostNamed}",
            row => new { @namespace = Namespace(run), name = row.Text(0), sha256 = row.Text(1) }, ct),
        verdict = state.ToString().ToLowerInvariant(), reason, pipeline = run.Pipeline,
    };

    private static object Job(Run run) => new { @namespace = Namespace(run), name = run.Pipeline };

    private static string Namespace(Run run) => $"gantry://{run.Mission}/{run.Environment}";

    private static async Task<object> InputsAsync(UnitOfWork work, Run run, CancellationToken ct) => await work.QueryAsync(
        $"select distinct name, digest from pipelines_input where run = {run.Id} order by name limit {MostNamed}",
        row => new { @namespace = Namespace(run), name = row.Text(0), sha256 = row.Text(1) }, ct);
}
