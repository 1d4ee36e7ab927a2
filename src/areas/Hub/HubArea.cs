using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Hub;

/// <summary>The Hub: files come in, are checked and catalogued, and go out.</summary>
public static class HubArea
{
    public static Area Describe { get; } = new(
        "hub",
        [.. HubOptions.Keys, .. IntakeOptions.Keys, .. UploadOptions.Keys, .. SubscriptionOptions.Keys, .. RouteOptions.Keys, .. PunctualityOptions.Keys],
        new("hub", typeof(HubArea).Assembly),
        [.. HubKinds.All, .. IntakeKinds.All, .. UploadKinds.All, .. QuarantineKinds.All, .. SourceKinds.All, .. SubscriptionKinds.All, .. RouteKinds.All, .. HoldKinds.All, .. ReconcileKinds.All,
            .. PunctualityKinds.All])
    {
        Parts = [new TypesFile(), new SourcesFolder(), new RoutesFolder()],
    };

    public static IServiceCollection AddHub(this IServiceCollection services, Settings settings) => services
        .AddSingleton(HubOptions.From(settings))
        .AddSingleton<ProductCatalogue>()
        .AddSingleton<IOverviewPart, OverviewOfFiles>()
        .AddSingleton<ProductSearch>()
        .AddSingleton<StacCollections>()
        .AddSingleton<Downloads>()
        .AddSingleton<DownloadQuota>()
        .AddSingleton<DownloadCounts>()
        .AddHostedService<DownloadCountsDuty>()
        .AddSingleton<TypeBook>()
        .AddIntake(settings)
        .AddUploads(settings)
        .AddSingleton<IBlobRoots, ProductRoots>()
        .AddSingleton<IProductShelf, ProductShelf>()
        .AddSingleton<SourceStore>()
        .AddSingleton<LocalFolders>()
        .AddSingleton<SourceReaders>()
        .AddSingleton<SourceIntake>()
        .AddHostedService<SourceEngine>()
        .AddRetention()
        .AddReconcile()
        .AddTrace()
        .AddSubscriptions(settings)
        .AddRoutes(settings)
        .AddPunctuality(settings);

    public static void MapHub(this IEndpointRouteBuilder routes)
    {
        routes.MapProducts();
        routes.MapSearch();
        routes.MapTypes();
        routes.MapUploads();
        routes.MapArrivals();
        routes.MapQuarantine();
        routes.MapSources();
        routes.MapODataDoor();
        routes.MapStacDoor();
        routes.MapSubscriptionDoor();
        routes.MapSubscriptions();
        routes.MapRoutes();
        routes.MapHolds();
        routes.MapRetention();
        routes.MapReconcile();
        routes.MapTrace();
        routes.MapPunctuality();
    }
}
