using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>While an attempt goes on: keeps the claim, shows log and progress, and ends it when its run is stopped.</summary>
internal sealed partial class AttemptWatch(IDatabase database, RunStore runs, WorkQueue queue, PipelineOptions options, TimeProvider clock, ILogger<AttemptWatch> log)
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(1);

    private readonly ILogger _log = log;

    public Watched Begin(AttemptWork work, AttemptLog said, CancellationTokenSource held) => new(this, work, said, held);

    private async Task KeepAsync(AttemptWork work, AttemptLog said, CancellationTokenSource held, Watched watched, CancellationToken ct)
    {
        var renewAt = clock.GetTimestamp();
        (double, string?)? shown = null;
        while (!ct.IsCancellationRequested)
        {
            var stop = database.Signals.Ticket(RunStore.StopTopic);
            try
            {
                await stop.AtMostAsync(_look, clock, ct);
                if (stop.IsCompleted && (await runs.StoppedAsync([work.Run.Id], ct)).Count > 0)
                    await held.CancelAsync();
                if (clock.GetElapsedTime(renewAt) >= options.Visibility / 4)
                {
                    renewAt = clock.GetTimestamp();
                    if (!await queue.RenewAsync(work.Claim, options.Visibility, ct))
                    {
                        watched.IsLost = true;
                        await held.CancelAsync();
                        return;
                    }
                    if ((await runs.StoppedAsync([work.Run.Id], ct)).Count > 0)
                        await held.CancelAsync();
                }
                shown = await ShowAsync(work, said, shown, ct);
            }
            catch (StateUnavailableException e)
            {
                // The claim is good for a while; when it is not, others have the step and this attempt cannot commit.
                LogLater(work.Run.Id, e);
            }
        }
    }

    private async Task<(double, string?)?> ShowAsync(AttemptWork work, AttemptLog said, (double, string?)? shown, CancellationToken ct)
    {
        var (start, bytes) = await said.NextPieceAsync(ct);
        var progress = said.Progress;
        if (bytes.Length == 0 && progress == shown)
            return shown;
        await database.WriteAsync(async unit =>
        {
            if (bytes.Length > 0)
                await AttemptStore.ShowAsync(unit, work.Attempt.Id, start, bytes, ct);
            if (progress is { } told)
                await StepStore.ShowProgressAsync(unit, work.Run.Id, work.Row.Name, told.Share, told.Note, ct);
            unit.Wake(RunStore.Topic(work.Run.Id));
        }, ct);
        return progress;
    }

    [LoggerMessage(3003, LogLevel.Warning, "The run {RunId} cannot be watched just now")]
    private partial void LogLater(Guid runId, Exception e);

    /// <summary>An attempt that is watched until it is disposed of.</summary>
    public sealed class Watched : IAsyncDisposable
    {
        private readonly CancellationTokenSource _over = new();
        private readonly Task _keeping;

        public Watched(AttemptWatch watch, AttemptWork work, AttemptLog said, CancellationTokenSource held) =>
            _keeping = watch.KeepAsync(work, said, held, this, _over.Token);

        /// <summary>Whether the claim was taken over.</summary>
        public bool IsLost { get; set; }

        public async ValueTask DisposeAsync()
        {
            await _over.CancelAsync();
            try
            {
                await _keeping;
            }
            catch (OperationCanceledException)
            {
                // That is how it ends.
            }
            _over.Dispose();
        }
    }
}
