using Gantry.Api;
using Gantry.Web;
using Gantry.Xtce;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Telemetry;

/// <summary>Alarms: listed, seen, put aside and ended.</summary>
internal static class AlarmEndpoints
{
    private const long LongestShelvedSeconds = 7 * 86_400;

    public static void MapAlarms(this IEndpointRouteBuilder routes)
    {
        var alarms = routes.MapGroup(ChannelEndpoints.Root + "/alarms").WithTags("Telemetry");
        alarms.MapGet("/", ListAsync).WithName("ListAlarms").Needs(Act.ReadTelemetry);
        alarms.MapPost("/{id:guid}/acknowledge", AcknowledgeAsync).WithName("AcknowledgeAlarm").Needs(Act.OperateTelemetry);
        alarms.MapPost("/{id:guid}/shelve", ShelveAsync).WithName("ShelveAlarm").Needs(Act.OperateTelemetry);
        alarms.MapPost("/{id:guid}/clear", ClearAsync).WithName("ClearAlarm").Needs(Act.OperateTelemetry);
    }

    /// <summary>The open alarms, newest first; with <c>all</c> those that are over too.</summary>
    private static async Task<Results<Ok<Page<AlarmView>>, ProblemHttpResult>> ListAsync(
        string mission, string environment, bool? all, string? after, int? limit, AlarmStore store, CancellationToken ct)
    {
        var before = Guid.AllBitsSet;
        if (after is not null && !Guid.TryParse(after, out before))
            return WebFaults.NoSuchPage(after).ToProblem();
        var size = Paging.Size(limit);
        var found = await store.ListAsync(new(mission, environment), all ?? false, before, size, ct);
        return TypedResults.Ok(new Page<AlarmView>([.. found.Select(View)], found.Count == size ? found[^1].Id.ToString() : null));
    }

    /// <summary>Says that somebody has seen an alarm; one whose value is back within its limits is over then.</summary>
    private static async Task<Results<Ok<AlarmView>, ProblemHttpResult>> AcknowledgeAsync(
        string mission, string environment, Guid id, AlarmRequest? request, HttpContext http, AlarmStore store, CancellationToken ct) =>
        Answer(await store.AcknowledgeAsync(new(mission, environment), id, request?.Note, http.Caller().Name, ct));

    /// <summary>Puts an alarm aside for some seconds; 0 takes it back.</summary>
    private static async Task<Results<Ok<AlarmView>, ProblemHttpResult>> ShelveAsync(
        string mission, string environment, Guid id, AlarmRequest request, HttpContext http, AlarmStore store, CancellationToken ct) =>
        request.Seconds is >= 0 and <= LongestShelvedSeconds and var seconds
            ? Answer(await store.ShelveAsync(new(mission, environment), id, seconds == 0 ? null : TimeSpan.FromSeconds(seconds), request.Note, http.Caller().Name, ct))
            : TelemetryFaults.ShelvedHowLong().ToProblem();

    /// <summary>Ends an alarm by hand, with the reason.</summary>
    private static async Task<Results<Ok<AlarmView>, ProblemHttpResult>> ClearAsync(
        string mission, string environment, Guid id, AlarmRequest request, HttpContext http, AlarmStore store, CancellationToken ct) =>
        string.IsNullOrWhiteSpace(request.Note)
            ? TelemetryFaults.NoReason().ToProblem()
            : Answer(await store.ClearAsync(new(mission, environment), id, request.Note, http.Caller().Name, ct));

    private static Results<Ok<AlarmView>, ProblemHttpResult> Answer(Result<StoredAlarm> result) =>
        result.TryGet(out var alarm, out var fault) ? TypedResults.Ok(View(alarm)) : fault.ToProblem();

    private static AlarmView View(StoredAlarm a) => new(
        a.Id, a.Channel.Name, a.Parameter, a.Level == ConcernLevel.Normal ? null : AlarmStore.Word(a.Level), AlarmStore.Word(a.Worst), a.Value, a.RaisedAt, a.ChangedAt,
        a.AcknowledgedBy, a.AcknowledgedAt, a.ShelvedBy, a.ShelvedUntil, a.Note, a.ClearedAt, a.Broken);
}
