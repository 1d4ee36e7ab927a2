using Gantry.Web;

namespace Gantry.Pipelines;

/// <summary>Tells how runs go, as they go.</summary>
internal sealed class RunFollower(IDatabase database, RunStore runs, PipelineBook book, TimeProvider clock)
{
    // A run of thousands of steps is not read anew all the time, however often it changes.
    private const int RestPerReading = 4;

    private static readonly TimeSpan _leastRest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>Tells one listener until the run has ended. A write waits for whoever reads slowly, and what is told then is the newest.</summary>
    public async Task FollowAsync(Guid run, LiveStream stream, CancellationToken ct)
    {
        var telling = new RunTelling(run, stream, runs, book);
        var spoke = clock.GetTimestamp();
        await stream.OpenAsync(ct);
        while (true)
        {
            var ticket = database.Signals.Ticket(RunStore.Topic(run));
            var began = clock.GetTimestamp();
            var isNews = await telling.TellAsync(ct);
            if (isNews)
                await stream.FlushAsync(ct);
            if (telling.HasEnded)
                return;
            if (isNews)
                spoke = clock.GetTimestamp();
            else if (clock.GetElapsedTime(spoke) > LiveStream.Patience)
            {
                await stream.BeatAsync(ct);
                spoke = clock.GetTimestamp();
            }
            var rest = clock.GetElapsedTime(began) * RestPerReading;
            await Task.Delay(rest > _leastRest ? rest : _leastRest, clock, ct);
            await ticket.AtMostAsync(_patience, clock, ct);
        }
    }
}
