using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>The sources of an environment: how they stand, what became of their files, and what can be ordered of them.</summary>
internal static class SourceEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        var sources = routes.MapGroup("/api/v1/missions/{mission}/environments/{environment}/sources").WithTags("Sources");
        sources.MapGet("/", ListAsync).WithName("ListSources").Needs(Act.ReadMission);
        sources.MapGet("/{name}", FindAsync).WithName("FindSource").Needs(Act.ReadMission);
        sources.MapGet("/{name}/files", FilesAsync).WithName("ListSourceFiles").Needs(Act.ReadMission);
        sources.MapPost("/{name}/scan", ScanAsync).WithName("ScanSource").Needs(Act.OperateSource);
        sources.MapPost("/{name}/pause", PauseAsync).WithName("PauseSource").Needs(Act.OperateSource);
        sources.MapPost("/{name}/resume", ResumeAsync).WithName("ResumeSource").Needs(Act.OperateSource);
        sources.MapPost("/{name}/files/retry", RetryAsync).WithName("RetrySourceFiles").Needs(Act.OperateSource);
    }

    /// <summary>The sources of an environment by name.</summary>
    private static async Task<Ok<Page<SourceView>>> ListAsync(
        string mission, string environment, string? after, int? limit, SourceStore store, CancellationToken ct)
    {
        var size = Paging.Size(limit);
        var found = await store.ListAsync(mission, environment, after ?? "", size, ct);
        var open = await store.CountOpenAsync(mission, environment, ct);
        return TypedResults.Ok(new Page<SourceView>([.. found.Select(s => View(s, open))], found.Count == size ? found[^1].Key.Name : null));
    }

    /// <summary>One source.</summary>
    private static async Task<Results<Ok<SourceView>, ProblemHttpResult>> FindAsync(
        string mission, string environment, string name, SourceStore store, CancellationToken ct) =>
        await ShownAsync(new(mission, environment, name), store, ct);

    /// <summary>What became of a source's files, by path; of one state where that is asked for.</summary>
    private static async Task<Results<Ok<Page<SourceFileView>>, ProblemHttpResult>> FilesAsync(
        string mission, string environment, string name, string? state, string? after, int? limit, SourceStore store, CancellationToken ct)
    {
        var key = new SourceKey(mission, environment, name);
        if (state is not null && !FileOutcome.Askable.Contains(state))
            return SourceFaults.NoSuchState(state).ToProblem();
        if (await store.FindAsync(key, ct) is null)
            return SourceFaults.NoSuchSource(key).ToProblem();
        var size = Paging.Size(limit);
        var files = await store.ListFilesAsync(key, state, after ?? "", size, ct);
        return TypedResults.Ok(new Page<SourceFileView>([.. files.Select(View)], files.Count == size ? files[^1].Path : null));
    }

    /// <summary>Looks at a source at once, even while it is paused.</summary>
    private static async Task<Results<Accepted<SourceView>, ProblemHttpResult>> ScanAsync(
        string mission, string environment, string name, SourceStore store, CancellationToken ct)
    {
        var key = new SourceKey(mission, environment, name);
        if (!(await store.AskAsync(key, ct)).TryGet(out var source, out var fault))
            return fault.ToProblem();
        return TypedResults.Accepted((string?)null, View(source, await store.CountOpenAsync(mission, environment, ct)));
    }

    /// <summary>Pauses a source: what is being fetched ends well, nothing else begins.</summary>
    private static Task<Results<Ok<SourceView>, ProblemHttpResult>> PauseAsync(
        string mission, string environment, string name, HttpContext http, SourceStore store, CancellationToken ct) =>
        SetPausedAsync(new(mission, environment, name), true, http, store, ct);

    /// <summary>Lets a paused source go on.</summary>
    private static Task<Results<Ok<SourceView>, ProblemHttpResult>> ResumeAsync(
        string mission, string environment, string name, HttpContext http, SourceStore store, CancellationToken ct) =>
        SetPausedAsync(new(mission, environment, name), false, http, store, ct);

    /// <summary>Has files tried again that were put aside: the one that is named, or all of them.</summary>
    private static async Task<Results<Ok<RetryAnswer>, ProblemHttpResult>> RetryAsync(
        string mission, string environment, string name, RetryRequest request, HttpContext http, SourceStore store, CancellationToken ct)
    {
        var key = new SourceKey(mission, environment, name);
        return (await store.RetryAsync(key, request.Path, http.Caller().Name, ct)).TryGet(out var files, out var fault)
            ? TypedResults.Ok(new RetryAnswer(files))
            : fault.ToProblem();
    }

    private static async Task<Results<Ok<SourceView>, ProblemHttpResult>> SetPausedAsync(
        SourceKey key, bool isPaused, HttpContext http, SourceStore store, CancellationToken ct) =>
        (await store.PauseAsync(key, isPaused, http.Caller().Name, ct)).TryGet(out _, out var fault)
            ? await ShownAsync(key, store, ct)
            : fault.ToProblem();

    private static async Task<Results<Ok<SourceView>, ProblemHttpResult>> ShownAsync(SourceKey key, SourceStore store, CancellationToken ct) =>
        await store.FindAsync(key, ct) is { } source
            ? TypedResults.Ok(View(source, await store.CountOpenAsync(key.Mission, key.Environment, ct)))
            : SourceFaults.NoSuchSource(key).ToProblem();

    private static SourceView View(SourceState s, Dictionary<(string Source, string Outcome), long> open) => new(
        s.Key.Name, s.Kind, s.Place, s.State, s.Since, s.IsPaused, s.Fault, s.Node, s.ListedAt, s.NextAt, s.TakenAt, s.Listed, s.Taken, s.TakenBytes,
        open.GetValueOrDefault((s.Key.Name, FileOutcome.Later)), open.GetValueOrDefault((s.Key.Name, FileOutcome.Failed)),
        open.GetValueOrDefault((s.Key.Name, FileOutcome.Quarantined)));

    private static SourceFileView View(SeenFile f) =>
        new(f.Path, f.SizeBytes, f.ModifiedAt, f.Outcome, f.Reason, f.Rounds, f.NextAt, f.SeenAt, f.Product);
}
