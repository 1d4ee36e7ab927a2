using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Operations;

/// <summary>Operations: what happened, how the server is, and what it is set to.</summary>
public static class OperationsArea
{
    public static Area Describe { get; } = new("operations",
    [
        new("metrics.open", "false", "Whether /metrics answers anybody; else it takes an administrator's token.") { WrongWith = Checks.Flag },
        new("health.clock-skew-allowed", "2s", "How far this node's clock may be from the database's before the node is not ready.") { WrongWith = Checks.Duration },
    ],
    Schema: null, Kinds: OperationsKinds.All);

    public static IServiceCollection AddOperations(this IServiceCollection services, Gantry.Settings settings) => services
        .AddSingleton(new HealthOptions(settings.Duration("health.clock-skew-allowed")))
        .AddSingleton<Health>()
        .AddSingleton<Overview>()
        .AddSingleton<Scrape>();

    public static void MapOperations(this IEndpointRouteBuilder routes, Gantry.Settings settings)
    {
        routes.MapJournal();
        routes.MapOverview();
        routes.MapHealth();
        routes.MapMetrics(isOpen: settings.Flag("metrics.open"));
        routes.MapSettings();
    }
}
