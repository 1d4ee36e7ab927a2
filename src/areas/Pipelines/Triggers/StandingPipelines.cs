namespace Gantry.Pipelines;

/// <summary>A pipeline where it stands and is started by what happens.</summary>
internal sealed record StandingPipeline(Scope Scope, RunPlan Plan)
{
    public Pipeline Pipeline => Plan.Pipeline;

    /// <summary>The parameters of a run that nobody told anything; null when there is one without a default.</summary>
    public IReadOnlyDictionary<string, string>? Standard => Parameters.Settle(Pipeline, new Dictionary<string, string>()).TryGet(out var settled, out _) ? settled : null;

    /// <summary>In whose name its runs are that nobody starts.</summary>
    public string Principal => $"pipelines/{Pipeline.Name}";
}

/// <summary>All pipelines of all releases that stand somewhere.</summary>
internal sealed class StandingPipelines(IMissionReleases releases, PipelineBook book)
{
    public async Task<IReadOnlyList<StandingPipeline>> AllAsync(CancellationToken ct)
    {
        var all = new List<StandingPipeline>();
        foreach (var standing in await releases.AllStandingAsync(ct))
        {
            all.AddRange((await book.OfAsync(standing.Release, ct)).Values.Where(plan => plan.Pipeline.Environments.Contains(standing.Environment))
                .Select(plan => new StandingPipeline(new(standing.Mission, standing.Environment), plan)));
        }
        return all;
    }

    public async Task<StandingPipeline?> FindAsync(Scope scope, string pipeline, CancellationToken ct) =>
        await releases.StandingAsync(scope.Mission!, scope.Environment!, ct) is { } release && await book.FindAsync(release, pipeline, ct) is { } plan && plan.Pipeline.Environments.Contains(scope.Environment!)
            ? new(scope, plan)
            : null;
}
