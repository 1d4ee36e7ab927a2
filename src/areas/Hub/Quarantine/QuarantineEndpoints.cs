using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>Refused files of an environment: looked at, released to the intake again, or dropped.</summary>
internal static class QuarantineEndpoints
{
    public static void MapQuarantine(this IEndpointRouteBuilder routes)
    {
        var quarantine = routes.MapGroup("/api/v1/missions/{mission}/environments/{environment}/quarantine").WithTags("Quarantine");
        quarantine.MapGet("/", ListAsync).WithName("ListQuarantine").Needs(Act.ReadQuarantine);
        quarantine.MapGet("/{id:guid}", FindAsync).WithName("FindQuarantined").Needs(Act.ReadQuarantine);
        quarantine.MapGet("/{id:guid}/content", FetchAsync).WithName("FetchQuarantined").Needs(Act.FetchQuarantine);
        quarantine.MapPost("/{id:guid}/release", ReleaseAsync).WithName("ReleaseQuarantined").Needs(Act.DecideQuarantine);
        quarantine.MapDelete("/{id:guid}", DropAsync).WithName("DropQuarantined").Needs(Act.DecideQuarantine);
    }

    /// <summary>A place in a list by id; nothing begins it.</summary>
    public static bool TryPlace(string? after, out Guid place)
    {
        place = Guid.Empty;
        return string.IsNullOrEmpty(after) || Guid.TryParseExact(after, "D", out place);
    }

    /// <summary>Refused files, oldest first.</summary>
    private static async Task<Results<Ok<Page<QuarantinedView>>, ProblemHttpResult>> ListAsync(
        string mission, string environment, string? after, int? limit, QuarantineStore quarantine, CancellationToken ct)
    {
        if (!TryPlace(after, out var place))
            return WebFaults.NoSuchPage(after!).ToProblem();
        var size = Paging.Size(limit);
        var found = await quarantine.ListAsync(mission, environment, place, size, ct);
        return TypedResults.Ok(new Page<QuarantinedView>([.. found.Select(f => f.View())], found.Count == size ? found[^1].Id.ToString() : null));
    }

    /// <summary>One refused file, and why it was refused.</summary>
    private static async Task<Results<Ok<QuarantinedView>, ProblemHttpResult>> FindAsync(
        string mission, string environment, Guid id, QuarantineStore quarantine, CancellationToken ct) =>
        await quarantine.FindAsync(mission, environment, id, ct) is { } file ? TypedResults.Ok(file.View()) : QuarantineFaults.NotThere(id).ToProblem();

    /// <summary>A refused file's bytes, for somebody who knows what they do; told to the journal.</summary>
    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> FetchAsync(
        string mission, string environment, Guid id, HttpContext http, QuarantineStore quarantine, IBlobStore blobs, CancellationToken ct)
    {
        if (await quarantine.FindAsync(mission, environment, id, ct) is not { } file)
            return QuarantineFaults.NotThere(id).ToProblem();
        if (!file.HasBytes)
            return QuarantineFaults.NoBytes(file).ToProblem();
        await quarantine.TellFetchedAsync(file, http.Caller().Name, ct);
        var content = await new HeldContent(blobs, file.Held.Blob).OpenAsync(ct);
        // Nothing here may open by itself: neither in a browser nor by a double click on what it saved.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentLength = file.Held.Blob.SizeBytes;
        return TypedResults.Stream(content, "application/octet-stream", $"{file.Id}.quarantined");
    }

    /// <summary>Hands a refused file back to the intake, which looks at it anew.</summary>
    private static async Task<Results<Accepted<ArrivalView>, ProblemHttpResult>> ReleaseAsync(
        string mission, string environment, Guid id, ReleaseRequest request, HttpContext http,
        QuarantineStore quarantine, ArrivalStore arrivals, TimeProvider clock, CancellationToken ct)
    {
        if (await quarantine.FindAsync(mission, environment, id, ct) is not { } file)
            return QuarantineFaults.NotThere(id).ToProblem();
        if (WrongWith(file, request, http.Caller()) is { } fault)
            return fault.ToProblem();
        var again = file.Held with
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = request.Name ?? file.Name, AsType = request.Type,
            Accepts = !request.AcceptRisk ? RiskAccepted.Nothing : file.IsInfected ? RiskAccepted.Infected : RiskAccepted.Unscanned,
        };
        if (await quarantine.ReleaseAsync(file, again, http.Caller().Name, request.Reason, ct) is not { } arrival)
            return QuarantineFaults.NotThere(id).ToProblem();
        return TypedResults.Accepted(ArrivalEndpoints.AddressOf(mission, environment, arrival), (await arrivals.FindAsync(mission, environment, arrival, ct))!.View());
    }

    /// <summary>Drops a refused file; the reason goes into the journal, the bytes when nothing else names them.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DropAsync(
        string mission, string environment, Guid id, string? reason, HttpContext http, QuarantineStore quarantine, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return QuarantineFaults.NeedsReason("drop").ToProblem();
        return await quarantine.DropAsync(mission, environment, id, reason, http.Caller().Name, ct)
            ? TypedResults.NoContent()
            : QuarantineFaults.NotThere(id).ToProblem();
    }

    private static Fault? WrongWith(QuarantinedFile file, ReleaseRequest request, Caller caller)
    {
        if (!file.HasBytes)
            return QuarantineFaults.NoBytes(file);
        if (request.Name is { } name && Names.WrongWithProductName(name) is { } complaint)
            return HubFaults.BadName(complaint);
        if (request.AcceptRisk && string.IsNullOrWhiteSpace(request.Reason))
            return QuarantineFaults.NeedsReason("accept the risk of");
        if (!file.IsInfected)
            return null;
        if (!caller.May(Act.ReleaseInfected, file.Held.Scope))
            return QuarantineFaults.InfectedStays(file);
        return request.AcceptRisk ? null : QuarantineFaults.RiskNotAccepted(file);
    }
}
