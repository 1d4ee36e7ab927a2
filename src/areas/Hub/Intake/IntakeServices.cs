using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Hub;

/// <summary>What intake and quarantine are made of.</summary>
internal static class IntakeServices
{
    public static IServiceCollection AddIntake(this IServiceCollection services, Settings settings) => services
        .AddSingleton(IntakeOptions.From(settings))
        .AddSingleton<ArrivalStore>()
        .AddSingleton<QuarantineStore>()
        .AddSingleton<ScanDesk>()
        .AddSingleton<Sandbox>()
        .AddSingleton<Extractor>()
        .AddSingleton<MetadataReader>()
        .AddSingleton<Inspection>()
        .AddSingleton<Shaping>()
        .AddSingleton<TakingApart>()
        .AddSingleton<Settlement>()
        .AddSingleton<WaitingRoom>()
        .AddSingleton<ProductIntake>()
        .AddSingleton<IBlobRoots, ArrivalRoots>()
        .AddSingleton<IBlobRoots, QuarantineRoots>()
        .AddHostedService<IntakeDuty>();
}
