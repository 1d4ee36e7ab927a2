using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Hub;

/// <summary>Forgets uploads that nobody goes on with, and outcomes that nobody asks for any more. Each goes once, whichever node comes by first.</summary>
internal sealed partial class UploadTidying(UploadStore store, UploadOptions options, TimeProvider clock, ILogger<UploadTidying> log) : BackgroundService
{
    private const int AtOnce = 200;

    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(1);

    private readonly ILogger _log = log;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(options.Expire < _longest ? options.Expire : _longest, clock, stoppingToken);
            try
            {
                while (await store.ExpireAsync(AtOnce, stoppingToken) == AtOnce)
                {
                }
            }
            catch (StateUnavailableException e)
            {
                LogLater(e);
            }
        }
    }

    [LoggerMessage(2905, LogLevel.Warning, "Expired uploads cannot be forgotten now and will be later")]
    private partial void LogLater(Exception e);
}
