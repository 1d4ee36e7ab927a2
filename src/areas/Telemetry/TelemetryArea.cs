using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Telemetry;

/// <summary>Telemetry: channels bring packets, packets are kept and decoded, limits become alarms.</summary>
public static class TelemetryArea
{
    public static Area Describe { get; } = new("telemetry", TelemetryOptions.Keys, new("telemetry", typeof(TelemetryArea).Assembly), TelemetryKinds.All)
    {
        Parts = [new TelemetryFolder(), new ScenariosFolder(), new DisplaysFolder()],
    };

    public static IServiceCollection AddTelemetry(this IServiceCollection services, Settings settings) => services
        .AddSingleton(TelemetryOptions.From(settings))
        .AddSingleton<DatabaseShelf>()
        .AddSingleton<StandingChannels>()
        .AddSingleton<ChannelInputs>()
        .AddSingleton<ChannelStore>()
        .AddSingleton<FlowStore>()
        .AddSingleton<AlarmStore>()
        .AddSingleton<LimitStore>()
        .AddSingleton<LimitPeriods>()
        .AddSingleton<WatchStore>()
        .AddSingleton<SegmentStore>()
        .AddSingleton<IBlobRoots>(provider => provider.GetRequiredService<SegmentStore>())
        .AddSingleton<SegmentKeeper>()
        .AddSingleton<ArchiveReader>()
        .AddArchive()
        .AddSingleton<ParameterBook>()
        .AddSingleton<LiveFollower>()
        .AddSingleton<DatabaseBrowser>()
        .AddSingleton<PacketBrowser>()
        .AddSingleton<LatestValues>()
        .AddSingleton<IOverviewPart, OverviewOfTelemetry>()
        .AddSingleton<LiveInterest>()
        .AddHostedService(provider => provider.GetRequiredService<LiveInterest>())
        .AddHostedService<ChannelEngine>()
        .AddSingleton<Compaction>()
        .AddHostedService(provider => provider.GetRequiredService<Compaction>());

    public static void MapTelemetry(this IEndpointRouteBuilder routes)
    {
        routes.MapChannels();
        routes.MapParameters();
        routes.MapArchive();
        routes.MapGaps();
        routes.MapExport();
        routes.MapLive();
        routes.MapAlarms();
        routes.MapDatabases();
        routes.MapPackets();
        routes.MapLatest();
        routes.MapLimits();
        routes.MapDisplays();
    }
}
