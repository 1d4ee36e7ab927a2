using System.Globalization;
using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Gantry.Pipelines;

/// <summary>The steps of a run: how they stand, what they made, what they wrote, what they ask.</summary>
internal static class RunStepEndpoints
{
    public static void MapRunSteps(this IEndpointRouteBuilder endpoints)
    {
        var steps = endpoints.MapGroup("/api/v1/missions/{mission}/environments/{environment}/runs/{id:guid}").WithTags("Runs").AddEndpointFilter<OwnRun>();
        steps.MapGet("/steps", ListAsync).WithName("ListRunSteps").Needs(Act.ReadRun);
        steps.MapGet("/outputs", OutputsAsync).WithName("ListRunOutputs").Needs(Act.ReadRun);
        steps.MapGet("/steps/{step}/attempts", AttemptsAsync).WithName("ListAttempts").Needs(Act.ReadRun);
        steps.MapGet("/steps/{step}/outputs/{output}", OutputAsync).WithName("DownloadOutput").Needs(Act.ReadProduct);
        steps.MapGet("/steps/{step}/outputs/{output}/preview", PreviewAsync).WithName("PreviewOutput").Needs(Act.ReadProduct);
        steps.MapGet("/stream", FollowAsync).WithName("FollowRun").Needs(Act.ReadRun);
        steps.MapGet("/steps/{step}/log", LogAsync).WithName("ReadLog").Needs(Act.ReadRun);
        steps.MapGet("/steps/{step}/log/stream", FollowLogAsync).WithName("FollowLog").Needs(Act.ReadRun);
        steps.MapPost("/steps/{step}/answer", AnswerAsync).WithName("AnswerStep").Needs(Act.AnswerStep);
    }

    /// <summary>The steps of a run as they are written, each before its parts.</summary>
    private static async Task<Results<Ok<Page<RunStepView>>, ProblemHttpResult>> ListAsync(
        string mission, string environment, Guid id, string? after, int? limit, RunStore runs, PipelineBook book, CancellationToken ct)
    {
        var (place, name) = (-1L, "");
        if (after is not null && (after.Split('~', 2) is not [var number, var rest] || !long.TryParse(number, out place) || (name = rest) is null))
            return WebFaults.NoSuchPage(after).ToProblem();
        var run = (await runs.FindAsync(id, ct))!;
        var plan = await book.FindAsync(run.Release, run.Pipeline, ct);
        var size = Paging.Size(limit);
        var found = await runs.StepsAsync(id, place, name, size, ct);
        return TypedResults.Ok(new Page<RunStepView>([.. found.Select(s => s.View(plan))], found.Count == size ? $"{found[^1].Place}~{found[^1].Name}" : null));
    }

    /// <summary>What the steps of a run made.</summary>
    private static async Task<Ok<Page<RunOutputView>>> OutputsAsync(string mission, string environment, Guid id, string? after, int? limit, OutputStore outputs, CancellationToken ct)
    {
        var size = Paging.Size(limit);
        var found = await outputs.ListAsync(id, after ?? "", size, ct);
        return TypedResults.Ok(new Page<RunOutputView>([.. found.Select(f => f.View)], found.Count == size ? found[^1].Key : null));
    }

    /// <summary>The tries of a step, oldest first.</summary>
    private static async Task<Ok<Page<AttemptView>>> AttemptsAsync(string mission, string environment, Guid id, string step, AttemptStore attempts, CancellationToken ct) =>
        TypedResults.Ok(new Page<AttemptView>([.. (await attempts.OfStepAsync(id, step, ct)).Select(a => a.View())], null));

    /// <summary>The bytes of what a step made; of several files the one at a place.</summary>
    private static async Task<IResult> OutputAsync(
        string mission, string environment, Guid id, string step, string output, int? place, OutputStore outputs, IBlobStore blobs, CancellationToken ct)
    {
        if (await outputs.FindAsync(id, step, output, place ?? 0, ct) is not { } file || await blobs.OpenAsync(file.Blob.Digest, 0, null, ct) is not { } content)
            return RunFaults.NoSuchOutput(step, output).ToProblem();
        return TypedResults.Stream(content, "application/octet-stream", file.Name);
    }

    /// <summary>What a step made, to look at in a browser: a picture whole, of a text the beginning; the header <c>Gantry-Cut</c> says whether there is more.</summary>
    private static async Task<IResult> PreviewAsync(
        string mission, string environment, Guid id, string step, string output, int? place, OutputStore outputs, IBlobStore blobs, CancellationToken ct) =>
        await outputs.FindAsync(id, step, output, place ?? 0, ct) is { } file
            ? new Preview(file.Name, file.Blob.SizeBytes, (length, read) => blobs.OpenAsync(file.Blob.Digest, 0, length, read))
            : RunFaults.NoSuchOutput(step, output).ToProblem();

    /// <summary>
    /// A run as server-sent events: <c>run</c> when it changes and <c>steps</c> with those that changed, at first with all; <c>ended</c> when nothing
    /// changes any more. Who reads slowly is told less often, and always the newest.
    /// </summary>
    private static async Task<IResult> FollowAsync(
        string mission, string environment, Guid id, HttpContext http, RunFollower follower, IHostApplicationLifetime lifetime)
    {
        using var open = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await follower.FollowAsync(id, new LiveStream(http), open.Token);
        }
        catch (OperationCanceledException)
        {
            // The client left or the server stops; whoever comes back is told everything anew.
        }
        return Results.Empty;
    }

    /// <summary>What an attempt wrote, from a byte on; with <c>follow</c>, as it is written, until it ends.</summary>
    private static async Task<IResult> LogAsync(
        string mission, string environment, Guid id, string step, long? from, long? attempt, bool? follow, HttpContext http, LogReader logs, CancellationToken ct)
    {
        if (await logs.FindAsync(id, step, attempt, ct) is not { } found)
            return RunFaults.NotTried(id, step).ToProblem();
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers["X-Content-Type-Options"] = "nosniff";
        await foreach (var piece in logs.ReadAsync(found, Math.Max(from ?? 0, 0), follow ?? false, ct))
        {
            await http.Response.Body.WriteAsync(piece.Bytes, ct);
            await http.Response.Body.FlushAsync(ct);
        }
        return Results.Empty;
    }

    /// <summary>
    /// What an attempt writes as server-sent events: <c>log</c> with its text and where that begins, at last <c>ended</c> with the attempt. The id is
    /// the byte that comes next, so a client that sends it back as <c>Last-Event-ID</c> misses nothing.
    /// </summary>
    private static async Task<IResult> FollowLogAsync(
        string mission, string environment, Guid id, string step, long? from, long? attempt, HttpContext http, LogReader logs, IHostApplicationLifetime lifetime)
    {
        using var open = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        if (await logs.FindAsync(id, step, attempt, open.Token) is not { } found)
            return RunFaults.NotTried(id, step).ToProblem();
        var begin = long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : Math.Max(from ?? 0, 0);
        var stream = new LogStream(new(http));
        try
        {
            await stream.WriteAsync(logs.ReadAsync(found, begin, follow: true, open.Token), open.Token);
            await stream.EndAsync(await logs.AgainAsync(found, open.Token), open.Token);
        }
        catch (OperationCanceledException)
        {
            // The client left or the server stops.
        }
        return Results.Empty;
    }

    /// <summary>Answers what a step asks: yes lets the run go on, no ends the step.</summary>
    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> AnswerAsync(
        string mission, string environment, Guid id, string step, AnswerRequest request, HttpContext http, RunDesk desk, RunStore runs, CancellationToken ct) =>
        (await desk.AnswerAsync(new(mission, environment), id, step, request.Yes, request.Reason, http.Caller().Name, ct)).TryGet(out _, out var fault)
            ? TypedResults.Ok((await runs.FindAsync(id, ct))!.View())
            : fault.ToProblem();

    /// <summary>A run is only seen by those who may see the environment it belongs to.</summary>
    private sealed class OwnRun(RunStore runs) : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            var values = context.HttpContext.Request.RouteValues;
            var id = Guid.Parse((string)values["id"]!);
            return await runs.FindAsync(id, context.HttpContext.RequestAborted) is { } run && run.Scope == new Scope((string)values["mission"]!, (string)values["environment"]!)
                ? await next(context)
                : RunFaults.NoSuchRun(id).ToProblem();
        }
    }
}
