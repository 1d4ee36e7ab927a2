using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Hub;

/// <summary>What traces are made of.</summary>
internal static class TraceServices
{
    public static IServiceCollection AddTrace(this IServiceCollection services) => services
        .AddSingleton<TraceStore>()
        .AddSingleton<Tracer>()
        .AddHostedService<TraceDuty>();
}
