using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>Tells the others that this node is there, and hears whether it may take steps; on every node.</summary>
internal sealed partial class NodeDuty(IDatabase database, NodeStore nodes, PipelineOptions options, Node node, NodeDoor door, TimeProvider clock, ILogger<NodeDuty> log) : BackgroundService
{
    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = log;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var startedAt = clock.GetUtcNow();
        while (true)
        {
            var ticket = database.Signals.Ticket(NodeStore.Topic);
            try
            {
                door.IsOpen = !await nodes.BeatAsync(node.Name, options.AtOnce, startedAt, clock.GetUtcNow(), stoppingToken);
            }
            catch (StateUnavailableException e)
            {
                LogLater(e);
            }
            await ticket.AtMostAsync(_beat, clock, stoppingToken);
        }
    }

    [LoggerMessage(3063, LogLevel.Warning, "This node cannot tell that it is there")]
    private partial void LogLater(Exception e);
}

/// <summary>Whether this node takes steps now.</summary>
internal sealed class NodeDoor
{
    private volatile bool _isOpen = true;

    public bool IsOpen
    {
        get => _isOpen;
        set => _isOpen = value;
    }
}
