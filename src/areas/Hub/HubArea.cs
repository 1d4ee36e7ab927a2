using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Hub;

/// <summary>The Hub: files come in, are checked and catalogued, and go out.</summary>
public static class HubArea
{
    public static Area Describe { get; } = new("hub", [.. HubOptions.Keys, .. SubscriptionOptions.Keys, .. RouteOptions.Keys], new("hub", typeof(HubArea).Assembly),
        [.. HubKinds.All, .. SubscriptionKinds.All, .. RouteKinds.All])
    {
        Parts = [new TypesFile(), new RoutesFolder()],
    };

    public static IServiceCollection AddHub(this IServiceCollection services, Settings settings) => services
        .AddSingleton(HubOptions.From(settings))
        .AddSingleton<ProductCatalogue>()
        .AddSingleton<TypeBook>()
        .AddSingleton<ProductIntake>()
        .AddSingleton<LakeSweeper>()
        .AddSingleton<IBlobRoots, ProductRoots>()
        .AddHostedService<RetentionDuty>()
        .AddHostedService<SweepDuty>()
        .AddSubscriptions(settings)
        .AddRoutes(settings);

    public static void MapHub(this IEndpointRouteBuilder routes)
    {
        routes.MapProducts();
        routes.MapODataDoor();
        routes.MapSubscriptionDoor();
        routes.MapSubscriptions();
        routes.MapRoutes();
    }
}
