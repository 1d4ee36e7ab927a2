using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Delivery;

/// <summary>Delivery: a folder becomes a release, and releases climb the ladder.</summary>
public static class DeliveryArea
{
    public static Area Describe { get; } = new("delivery", [], new("delivery", typeof(DeliveryArea).Assembly), DeliveryKinds.All)
    {
        Parts = [new MissionDeclaration()],
    };

    /// <param name="services">The host's services.</param>
    /// <param name="parts">What all areas know of a mission folder.</param>
    public static IServiceCollection AddDelivery(this IServiceCollection services, IReadOnlyList<IMissionPart> parts) => services
        .AddSingleton<ReleaseStore>()
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<ReleaseMaker>(provider, parts))
        .AddSingleton<MissionReleases>()
        .AddSingleton<IOverviewPart, OverviewOfLadder>()
        .AddSingleton<IMissionReleases>(provider => provider.GetRequiredService<MissionReleases>())
        .AddSingleton<IBlobRoots>(provider => provider.GetRequiredService<MissionReleases>());

    public static void MapDelivery(this IEndpointRouteBuilder routes)
    {
        routes.MapMissions();
        routes.MapReleases();
        routes.MapLadder();
    }
}
