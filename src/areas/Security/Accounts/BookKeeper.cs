using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Security;

/// <summary>Writes down now and then what this node keeps in memory: who was seen when, and how many log-ins failed.</summary>
internal sealed partial class BookKeeper(SeenBook seen, FailureBook failures, TimeProvider clock, ILogger<BookKeeper> log) : BackgroundService
{
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(30);

    private readonly ILogger _log = log;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(_between, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                // What is written at the stop is written whole: the stop itself must not cancel it.
                await seen.FlushAsync(CancellationToken.None);
                await failures.FlushAsync(stoppingToken.IsCancellationRequested, CancellationToken.None);
            }
            catch (StateUnavailableException e)
            {
                LogNotWritten(e);
            }
        }
    }

    [LoggerMessage(7001, LogLevel.Warning, "Who was seen and which log-ins failed could not be written down; it is kept for the next time")]
    private partial void LogNotWritten(Exception e);
}
