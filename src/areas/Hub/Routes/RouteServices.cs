using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Hub;

/// <summary>What routes are made of.</summary>
internal static class RouteServices
{
    public static IServiceCollection AddRoutes(this IServiceCollection services, Settings settings) => services
        .AddSingleton(RouteOptions.From(settings))
        .AddSingleton<RouteBook>()
        .AddSingleton<RouteStore>()
        .AddSingleton<DeliveryStore>()
        .AddSingleton<RouteMatcher>()
        .AddSingleton<RouteViews>()
        .AddSingleton<RouteMetrics>()
        .AddSingleton<RouteCredentials>()
        .AddSingleton<IShipper, FolderShipper>()
        .AddSingleton<IShipper, RemoteShipper>()
        .AddSingleton<IShipper, HttpShipper>()
        .AddSingleton<DeliveryWorker>()
        .AddHostedService<RouteMatchingDuty>()
        .AddHostedService<SendingDuty>();
}
