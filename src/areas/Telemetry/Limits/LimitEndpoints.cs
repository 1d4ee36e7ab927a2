using Gantry.Api;
using Gantry.Web;
using Gantry.Xtce;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Telemetry;

/// <summary>Limits of parameters: those of the database, and those that somebody set while channels run.</summary>
internal static class LimitEndpoints
{
    public static void MapLimits(this IEndpointRouteBuilder routes)
    {
        var limits = routes.MapGroup(ChannelEndpoints.Root + "/limits").WithTags("Telemetry");
        limits.MapGet("/", ListAsync).WithName("ListLimits").Needs(Act.ReadTelemetry);
        limits.MapGet("/{*parameter}", FindAsync).WithName("FindLimits").Needs(Act.ReadTelemetry);
        limits.MapPut("/{*parameter}", SetAsync).WithName("SetLimits").Needs(Act.OperateTelemetry);
        routes.MapGet(ChannelEndpoints.Root + "/limits-over-time", OverTimeAsync).WithTags("Telemetry").WithName("ListLimitsOverTime").Needs(Act.ReadTelemetry);
        limits.MapDelete("/{*parameter}", LiftAsync).WithName("LiftLimits").Needs(Act.OperateTelemetry);
    }

    /// <summary>The limits that were set at run time, each beside the database's own.</summary>
    private static async Task<Results<Ok<Page<LimitsView>>, ProblemHttpResult>> ListAsync(string mission, string environment, LimitStore store, ParameterBook book, CancellationToken ct)
    {
        var scope = new Scope(mission, environment);
        var stored = await store.ListAsync(scope, ct);
        if (stored.Count == 0)
            return TypedResults.Ok(new Page<LimitsView>([], null));
        if (!(await book.AllAsync(scope, ct)).TryGet(out var all, out var fault))
            return fault.ToProblem();
        var types = all.ToDictionary(p => p.Parameter.QualifiedName, p => p.Database.Resolve(p.Parameter.Type), StringComparer.Ordinal);
        return TypedResults.Ok(new Page<LimitsView>([.. stored.Select(s => View(s.Limit.Parameter, types.GetValueOrDefault(s.Limit.Parameter), s))], null));
    }

    /// <summary>The limits of one parameter, whether or not they were set at run time.</summary>
    private static async Task<Results<Ok<LimitsView>, ProblemHttpResult>> FindAsync(string mission, string environment, string parameter, LimitStore store, ParameterBook book, CancellationToken ct)
    {
        var scope = new Scope(mission, environment);
        if (!(await book.OneAsync(scope, parameter, ct)).TryGet(out var one, out var fault))
            return fault.ToProblem();
        var stored = (await store.ListAsync(scope, ct)).FirstOrDefault(s => s.Limit.Parameter == one.Parameter.QualifiedName);
        return TypedResults.Ok(View(one.Parameter.QualifiedName, one.Database.Resolve(one.Parameter.Type), stored));
    }

    /// <summary>By which limits the values of a parameter, or of a part of one, were judged that were made in a time; the last hour when left out.</summary>
    private static async Task<Results<Ok<Page<LimitsPeriod>>, ProblemHttpResult>> OverTimeAsync(
        string mission, string environment, string parameter, string? channel, string? from, string? to, DatabaseBrowser browser, LimitPeriods periods, TimeProvider clock, CancellationToken ct)
    {
        var scope = new Scope(mission, environment);
        if (!Span.Read(from, to, clock.GetUtcNow()).TryGet(out var span, out var fault) || !(await browser.FindAsync(scope, parameter, ct)).TryGet(out var found, out fault))
            return fault.ToProblem();
        return TypedResults.Ok(new Page<LimitsPeriod>(await periods.OfAsync(scope, channel, found, span, ct), null));
    }

    /// <summary>Sets limits in the place of the database's, with the reason, until they are lifted or their end comes.</summary>
    private static async Task<Results<Ok<LimitsView>, ProblemHttpResult>> SetAsync(
        string mission, string environment, string parameter, LimitsRequest request, HttpContext http, LimitStore store, ParameterBook book, TimeProvider clock, CancellationToken ct)
    {
        var scope = new Scope(mission, environment);
        if (!(await book.OneAsync(scope, parameter, ct)).TryGet(out var one, out var fault))
            return fault.ToProblem();
        var type = one.Database.Resolve(one.Parameter.Type);
        if (!LimitRequests.Read(one.Parameter, type, request, clock.GetUtcNow()).TryGet(out var limit, out fault))
            return fault.ToProblem();
        return TypedResults.Ok(View(limit.Parameter, type, await store.SetAsync(scope, limit, request.Reason!, request.Until, http.Caller().Name, ct)));
    }

    /// <summary>The database's own limits hold again.</summary>
    private static async Task<Results<Ok<LimitsView>, ProblemHttpResult>> LiftAsync(
        string mission, string environment, string parameter, string? reason, HttpContext http, LimitStore store, ParameterBook book, CancellationToken ct)
    {
        var scope = new Scope(mission, environment);
        // Of a parameter that the database has not any more, the limits may still be lifted.
        var stored = (await store.ListAsync(scope, ct)).FirstOrDefault(s => s.Limit.Parameter == parameter || s.Limit.Parameter == "/" + parameter);
        DataType? type = null;
        var name = stored?.Limit.Parameter;
        if (name is null)
        {
            if (!(await book.OneAsync(scope, parameter, ct)).TryGet(out var one, out var fault))
                return fault.ToProblem();
            (name, type) = (one.Parameter.QualifiedName, one.Database.Resolve(one.Parameter.Type));
        }
        return await store.LiftAsync(scope, name, reason, http.Caller().Name, ct) ? TypedResults.Ok(View(name, type, null)) : TelemetryFaults.NoLimitsSet(name, scope).ToProblem();
    }

    private static LimitsView View(string parameter, DataType? type, StoredLimit? stored) => new(
        parameter, [.. (stored?.Limit.Bounds ?? []).Select(b => new LimitRange(AlarmStore.Word(b.Level), b.Low, b.High))], stored?.Limit.Violations, stored?.Limit.IsOff ?? false,
        stored?.Reason, stored?.SetBy, stored?.SetAt, stored?.Until, Own(type?.DefaultAlarm), type?.DefaultAlarm?.LeastViolations, type?.ContextAlarms.Count ?? 0);

    private static List<LimitRange> Own(Alarm? alarm) =>
        [.. (alarm?.Ranges?.Levels ?? []).Where(r => !r.IsInside).Select(r => new LimitRange(AlarmStore.Word(r.Level), r.Range.MinInclusive ?? r.Range.MinExclusive, r.Range.MaxInclusive ?? r.Range.MaxExclusive))];
}
