using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Looks again at arrivals that wait, on every node, several at a time.</summary>
internal sealed partial class IntakeDuty(
    WorkQueue queue, WaitingRoom room, ArrivalStore arrivals, Node node, IntakeOptions options, TimeProvider clock, ILogger<IntakeDuty> log) : BackgroundService
{
    private const int AtATime = 4;
    private const int ForgottenAtOnce = 500;

    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(10);

    private readonly ILogger _log = log;
    private readonly TimeSpan _patience = options.Retry < _longestPause ? options.Retry : _longestPause;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        ForgetAsync(stoppingToken),
        new Workers(queue, ArrivalStore.Queue, node.Name, AtATime, clock) { Patience = _patience, Backoff = claim => options.Retry * Math.Min(claim.Attempt, 20) }
            .WorkAsync(room.LookAgainAsync, new(LogLater, claim => LogTakenOver(claim.Payload), (claim, e) => LogFailed(claim.Payload, e)), stoppingToken));

    private async Task ForgetAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                while (await arrivals.ForgetAsync(ForgottenAtOnce, ct) == ForgottenAtOnce)
                {
                }
            }
            catch (StateUnavailableException e)
            {
                LogLater(e);
            }
            await Task.Delay(TimeSpan.FromHours(1), clock, ct);
        }
    }

    [LoggerMessage(2303, LogLevel.Warning, "Waiting arrivals cannot be looked at now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(2304, LogLevel.Information, "The arrival {ArrivalId} was taken over by another node")]
    private partial void LogTakenOver(string arrivalId);

    [LoggerMessage(2305, LogLevel.Error, "The arrival {ArrivalId} could not be looked at and will be again")]
    private partial void LogFailed(string arrivalId, Exception e);
}
