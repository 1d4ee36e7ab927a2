using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Hub;

/// <summary>What punctuality is made of.</summary>
internal static class PunctualityServices
{
    public static IServiceCollection AddPunctuality(this IServiceCollection services, Settings settings) => services
        .AddSingleton(PunctualityOptions.From(settings))
        .AddSingleton<PunctualityBook>()
        .AddSingleton<PunctualityStore>()
        .AddSingleton<PublicationCounter>()
        .AddSingleton<IStartStep, PunctualityStart>()
        .AddSingleton<PunctualityJudge>()
        .AddSingleton<PunctualityMetrics>()
        .AddSingleton<PunctualityViews>()
        .AddSingleton<CompletenessViews>()
        .AddHostedService<PunctualityDuty>();
}
