using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Keeps the traces a second behind the journal; on one node at a time.</summary>
internal sealed partial class TraceDuty(
    TraceStore traces, IDatabase database, Leases leases, Node node, TimeProvider clock, ILogger<TraceDuty> log) : BackgroundService
{
    // A look costs a commit; under load one for many entries is enough.
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    private readonly ILogger _log = log;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        leases.HoldAsync("hub.trace", node.Name, (_, held) => KeepNotingAsync(held), stoppingToken);

    private async Task KeepNotingAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                var told = database.Signals.Ticket(Journal.Topic);
                while (await traces.NoteAsync(ct))
                {
                }
                await Task.Delay(_pause, clock, ct);
                await told.AtMostAsync(_patience, clock, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing is skipped: the place in the journal is where it was.
                LogLater(e);
                await Task.Delay(_patience, clock, ct);
            }
        }
    }

    [LoggerMessage(2131, LogLevel.Warning, "Traces could not be noted now and will be later")]
    private partial void LogLater(Exception e);
}
