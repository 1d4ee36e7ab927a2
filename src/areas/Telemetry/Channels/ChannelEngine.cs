using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gantry.Telemetry;

/// <summary>
/// Has every channel of every release that stands worked. A release that only brings another database is taken over by the
/// channel as it runs; one that declares it otherwise begins it anew.
/// </summary>
internal sealed partial class ChannelEngine(
    StandingChannels standing, IDatabase database, Leases leases, ChannelStore store, Node node, TimeProvider clock, IServiceProvider services, ILogger<ChannelEngine> log)
    : DeclaredWork<ChannelKey, ChannelPlan, ChannelState>(database, leases, node, clock)
{
    private readonly ILogger _log = log;

    protected override async Task<IReadOnlyList<ChannelState>> WorkingAsync(CancellationToken ct) => await store.WorkingAsync(ct);

    protected override async Task<IReadOnlyDictionary<ChannelKey, ChannelPlan>> DeclaredAsync(CancellationToken ct) =>
        (await standing.AllAsync(ct)).ToDictionary(one => one.Key, one => new ChannelPlan(one.Value.Declaration, one.Value.Database));

    protected override ChannelKey KeyOf(ChannelState state) => state.Key;

    protected override string LeaseOf(ChannelKey key) => key.Lease;

    protected override bool GoesOn(ChannelPlan current, ChannelPlan wanted)
    {
        if (!wanted.ReceivesLike(current))
            return false;
        current.Database = wanted.Database;
        return true;
    }

    protected override Task WorkAsync(ChannelKey key, ChannelPlan plan, LeaseGrip grip, CancellationToken ct) =>
        ActivatorUtilities.CreateInstance<ChannelDuty>(services, key, plan, grip.Token).WorkAsync(ct);

    protected override Task StopAsync(IReadOnlyList<ChannelState> gone, CancellationToken ct) => store.StopAsync(gone, ct);

    protected override void TellLater(Exception trouble) => LogLater(trouble);

    protected override void TellBroke(ChannelKey key, Exception trouble) => LogBroke(key, trouble);

    [LoggerMessage(5011, LogLevel.Warning, "What stands where could not be found out now and will be later")]
    private partial void LogLater(Exception e);

    [LoggerMessage(5012, LogLevel.Error, "The work on the channel {Channel} broke off and begins anew")]
    private partial void LogBroke(ChannelKey channel, Exception e);
}
