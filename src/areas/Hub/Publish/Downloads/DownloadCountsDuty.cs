using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Writes the counts of downloads down every few seconds, and when the server stops.</summary>
internal sealed partial class DownloadCountsDuty(DownloadCounts counts, TimeProvider clock, ILogger<DownloadCountsDuty> log) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = log;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(_interval, clock, stoppingToken);
            await FlushAsync(stoppingToken);
        }
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        try
        {
            await counts.FlushAsync(ct);
        }
        catch (StateUnavailableException e)
        {
            LogLater(e);
        }
    }

    [LoggerMessage(2201, LogLevel.Warning, "The counts of downloads could not be written down now and will be later")]
    private partial void LogLater(Exception e);
}
