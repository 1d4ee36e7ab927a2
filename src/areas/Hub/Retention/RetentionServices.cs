using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Hub;

/// <summary>What retention, holds and the sweep are made of.</summary>
internal static class RetentionServices
{
    public static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddSingleton<HoldStore>()
        .AddSingleton<Eviction>()
        .AddSingleton<LakeSweeper>()
        .AddHostedService<RetentionDuty>()
        .AddHostedService<SweepDuty>();
}
