using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Hub;

/// <summary>What reconciliation is made of; the stages in the order in which they are gone through.</summary>
internal static class ReconcileServices
{
    public static IServiceCollection AddReconcile(this IServiceCollection services) => services
        .AddSingleton<ReconcileStore>()
        .AddSingleton<DeclaredSources>()
        .AddSingleton<IReconcileStage, BytesStage>()
        .AddSingleton<IReconcileStage, LakeStage>()
        .AddSingleton<IReconcileStage, TakenStage>()
        .AddSingleton<IReconcileStage, SourcesStage>()
        .AddSingleton<IReconcileStage, TallyStage>()
        .AddSingleton<IReconcileStage, AttributesStage>()
        .AddSingleton<Reconciler>()
        .AddHostedService<ReconcileDuty>();
}
