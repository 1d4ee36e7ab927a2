using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Telemetry;

/// <summary>What settles segments, and reads what was settled.</summary>
internal static class ArchiveParts
{
    public static IServiceCollection AddArchive(this IServiceCollection services) => services
        .AddSingleton<LakePieces>()
        .AddSingleton<ColumnStore>()
        .AddSingleton<ReductionStore>()
        .AddSingleton<ReductionWriter>()
        .AddSingleton<Gathering>()
        .AddSingleton<SegmentSettler>()
        .AddSingleton<SampleReader>()
        .AddSingleton<PlotReader>()
        .AddSingleton<GapReader>();
}
