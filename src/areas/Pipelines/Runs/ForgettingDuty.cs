using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>Forgets runs whose time is over, and with them what only they needed in the lake; on one node at a time.</summary>
internal sealed partial class ForgettingDuty(IDatabase database, Leases leases, Node node, PipelineOptions options, TimeProvider clock, ILogger<ForgettingDuty> log) : BackgroundService
{
    private const int AtOnce = 50;

    private static readonly TimeSpan _every = TimeSpan.FromHours(1);

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        leases.HoldAsync("pipelines.forgetting", node.Name, (_, held) => KeepForgettingAsync(held), stoppingToken);

    private async Task KeepForgettingAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                while (await ForgetAsync(ct) == AtOnce)
                    ct.ThrowIfCancellationRequested();
            }
            catch (StateUnavailableException e)
            {
                LogLater(e);
            }
            await Task.Delay(_every, clock, ct);
        }
    }

    // A result that is taken again by a later run is kept with that run, whose rows name the blobs, too.
    private Task<int> ForgetAsync(CancellationToken ct) => database.WriteAsync(async work =>
    {
        var old = await work.QueryAsync(
            $"select id from pipelines_run where ended_at < {clock.GetUtcNow() - options.Kept} order by ended_at limit {AtOnce}", row => row.Text(0), ct);
        if (old.Count == 0)
            return 0;
        await work.ExecuteSoonAsync(
        [
            SqlText.Of($"delete from pipelines_cache where run in {old}"), SqlText.Of($"delete from pipelines_attempt where run in {old}"), SqlText.Of($"delete from pipelines_output where run in {old}"),
            SqlText.Of($"delete from pipelines_input where run in {old}"), SqlText.Of($"delete from pipelines_step where run in {old}"), SqlText.Of($"delete from pipelines_run where id in {old}"),
            SqlText.Of($"delete from pipelines_difference where run in {old}"), SqlText.Of($"delete from pipelines_compared where run in {old}"),
            SqlText.Of($"delete from pipelines_batch where ended_at < {clock.GetUtcNow() - options.Kept} and not exists (select 1 from pipelines_run where batch = pipelines_batch.id)"),
        ], ct);
        return old.Count;
    }, ct);

    [LoggerMessage(3050, LogLevel.Warning, "Old runs cannot be forgotten now and will be later")]
    private partial void LogLater(Exception e);
}
