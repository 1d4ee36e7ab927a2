using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Hub;

/// <summary>What uploads in pieces are made of.</summary>
internal static class UploadServices
{
    public static IServiceCollection AddUploads(this IServiceCollection services, Settings settings) => services
        .AddSingleton(UploadOptions.From(settings))
        .AddSingleton<UploadStore>()
        .AddSingleton<UploadDesk>()
        .AddSingleton<UploadFinish>()
        .AddSingleton<IBlobRoots, UploadRoots>()
        .AddHostedService<UploadDuty>()
        .AddHostedService<UploadTidying>();
}
