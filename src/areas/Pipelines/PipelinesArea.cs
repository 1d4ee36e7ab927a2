using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Pipelines;

/// <summary>Pipelines: graphs of steps over blobs, run durably on every node.</summary>
public static class PipelinesArea
{
    public static Area Describe { get; } = new("pipelines", [.. PipelineOptions.Keys, .. QueryOptions.Keys], new("pipelines", typeof(PipelinesArea).Assembly), PipelineKinds.All)
    {
        Parts = [new PipelinesFolder(), new ActionsFolder()],
    };

    /// <summary>Why tables cannot be asked with SQL on this machine, with the way out; null when they can.</summary>
    public static string? MissingForAnalysis => BuiltInProgram.MissingForSql;

    public static IServiceCollection AddPipelines(this IServiceCollection services, Settings settings) => services
        .AddSingleton(PipelineOptions.From(settings))
        .AddSingleton<BuiltInProgram>()
        .AddSingleton(_ => QueryOptions.From(settings))
        .AddSingleton<QueryTables>()
        .AddSingleton<QueryDesk>()
        .AddSingleton<PipelineBook>()
        .AddSingleton<RunStore>()
        .AddSingleton<IOverviewPart, OverviewOfRuns>()
        .AddSingleton<RunMaker>()
        .AddSingleton<RunStart>()
        .AddSingleton<RunStop>()
        .AddSingleton<RunDesk>()
        .AddSingleton<RunProgress>()
        .AddSingleton<RunEnding>()
        .AddSingleton<OutputStore>()
        .AddSingleton<LogReader>()
        .AddSingleton<RunFollower>()
        .AddSingleton<AttemptStore>()
        .AddSingleton<AttemptBegin>()
        .AddSingleton<AttemptCommit>()
        .AddSingleton<AttemptFolder>()
        .AddSingleton<AttemptWatch>()
        .AddSingleton<StepBlobs>()
        .AddSingleton<StepWorker>()
        .AddSingleton<OutputCollector>()
        .AddSingleton<LineFan>()
        .AddSingleton<Offering>()
        .AddSingleton<Comparison>()
        .AddSingleton<DifferenceStore>()
        .AddSingleton<DifferenceReader>()
        .AddSingleton<BatchStore>()
        .AddSingleton<BatchDesk>()
        .AddSingleton<RunList>()
        .AddSingleton<IBatchList, ProductList>()
        .AddSingleton<IBatchList, ReplayList>()
        .AddSingleton<IBatchList>(services => services.GetRequiredService<RunList>())
        .AddHostedService<BatchDuty>()
        .AddSingleton<Pauses>()
        .AddHostedService<ResumeDuty>()
        .AddSingleton<NodeStore>()
        .AddSingleton<NodeDoor>()
        .AddHostedService<NodeDuty>()
        .AddSingleton<IBlobRoots, StepRoots>()
        .AddHostedService<StepDuty>()
        .AddHostedService<ChoreDuty>()
        .AddSingleton<Why>()
        .AddSingleton<Forecast>()
        .AddSingleton<LineageStore>()
        .AddSingleton<LineageReader>()
        .AddSingleton<StandingPipelines>()
        .AddSingleton<DueStore>()
        .AddSingleton<Gathering>()
        .AddHostedService<ProductTriggerDuty>()
        .AddHostedService<TimesDuty>()
        .AddHostedService<GatherDuty>()
        .AddHostedService<ForgettingDuty>();

    public static void MapPipelines(this IEndpointRouteBuilder routes)
    {
        routes.MapPipelineList();
        routes.MapRuns();
        routes.MapRunSteps();
        routes.MapBatches();
        routes.MapPauses();
        routes.MapNodes();
        routes.MapWebhooks();
        routes.MapProvenance();
        routes.MapQueries();
    }
}
