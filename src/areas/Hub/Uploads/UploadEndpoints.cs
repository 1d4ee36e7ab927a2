using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Hub;

/// <summary>Files in pieces by the tus protocol: what a put does, for those whose connection does not last that long.</summary>
internal static class UploadEndpoints
{
    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var uploads = routes.MapGroup("/api/v1/missions/{mission}/environments/{environment}/uploads").WithTags("Uploads");
        uploads.MapGet("/", ListAsync).WithName("ListUploads").Needs(Act.PutProduct);
        uploads.MapGet("/{id:guid}", ShowAsync).WithName("FindUpload").Needs(Act.PutProduct);
        uploads.MapMethods("/", ["OPTIONS"], Describe).ExcludeFromDescription().Needs(Act.PutProduct);
        uploads.MapMethods("/{id:guid}", ["OPTIONS"], Describe).ExcludeFromDescription().Needs(Act.PutProduct);

        var tus = uploads.MapGroup("").AddEndpointFilter(TusManners.SpeakAsync);
        tus.MapPost("/", BeginAsync).WithName("BeginUpload").Needs(Act.PutProduct);
        tus.MapMethods("/{id:guid}", ["HEAD"], AskAsync).ExcludeFromDescription().Needs(Act.PutProduct);
        tus.MapPatch("/{id:guid}", TakeAsync).WithName("ContinueUpload").Needs(Act.PutProduct);
        tus.MapDelete("/{id:guid}", DropAsync).WithName("DropUpload").Needs(Act.PutProduct);
        tus.MapPost("/{id:guid}", OverrideAsync).ExcludeFromDescription().Needs(Act.PutProduct);
    }

    /// <summary>The caller's own uploads, oldest first: those under way, and for a while what became of others.</summary>
    private static async Task<Results<Ok<Page<UploadView>>, ProblemHttpResult>> ListAsync(
        string mission, string environment, string? name, string? after, int? limit, HttpContext http, UploadStore store, CancellationToken ct)
    {
        if (!QuarantineEndpoints.TryPlace(after, out var place))
            return WebFaults.NoSuchPage(after!).ToProblem();
        var size = Paging.Size(limit);
        var found = await store.ListAsync(new(mission, environment), http.Caller().Name, name, place, size, ct);
        return TypedResults.Ok(new Page<UploadView>([.. found.Select(u => u.View())], found.Count == size ? found[^1].Id.ToString() : null));
    }

    /// <summary>How far an upload has come, and what became of it.</summary>
    private static async Task<Results<Ok<UploadView>, ProblemHttpResult>> ShowAsync(
        string mission, string environment, Guid id, HttpContext http, UploadStore store, CancellationToken ct) =>
        await store.FindAsync(new(mission, environment), id, http.Caller().Name, ct) is { } upload
            ? TypedResults.Ok(upload.View())
            : UploadFaults.NoSuchUpload(id.ToString()).ToProblem();

    private static NoContent Describe(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers["Tus-Resumable"] = TusManners.Version;
        headers["Tus-Version"] = TusManners.Version;
        headers["Tus-Extension"] = TusManners.Extensions;
        headers["Tus-Checksum-Algorithm"] = PieceChecksum.Algorithms;
        return TypedResults.NoContent();
    }

    /// <summary>Begins an upload (tus: creation, with or without the first bytes). Location says where its pieces go.</summary>
    private static async Task<IResult> BeginAsync(string mission, string environment, HttpContext http, UploadDesk desk, CancellationToken ct)
    {
        var (request, length) = (http.Request, http.Request.Headers["Upload-Length"].ToString());
        if (!TusManners.TryReadNumber(length, out var size))
            return TusManners.Refuse(UploadFaults.NoLength(length));
        var header = request.Headers["Upload-Metadata"].ToString();
        if (!UploadMetadata.Read(header, size).TryGet(out var metadata, out var fault)
            || !(await desk.BeginAsync(new(mission, environment), metadata, header, http.Caller().Name, ct)).TryGet(out var upload, out fault))
            return TusManners.Refuse(fault);
        http.Response.Headers.Location = upload.Address;
        if (size == 0)
            return await AnswerAsync(http, upload, StatusCodes.Status201Created, desk, ct);
        if (TusManners.HasPiece(request))
            return await KeepAsync(http, upload, StatusCodes.Status201Created, desk, ct);
        TusManners.Tell(http, upload);
        return TypedResults.StatusCode(StatusCodes.Status201Created);
    }

    private static async Task<IResult> AskAsync(
        string mission, string environment, Guid id, HttpContext http, UploadStore store, UploadDesk desk, CancellationToken ct)
    {
        if (await store.FindAsync(new(mission, environment), id, http.Caller().Name, ct) is not { } upload)
            return TypedResults.NotFound();
        // A client that hears of all its bytes takes the upload for a success, so it is told only when that is known.
        upload = await desk.DecidedAsync(upload, ct);
        if (upload.Outcome?.Fault is not null)
        {
            http.Response.Headers["Gantry-Upload-State"] = upload.State;
            return TypedResults.StatusCode(StatusCodes.Status410Gone);
        }
        TusManners.TellWhole(http, upload);
        return TypedResults.Ok();
    }

    /// <summary>Sends a piece (tus: PATCH). The answer to the last one says what became of the whole.</summary>
    private static async Task<IResult> TakeAsync(
        string mission, string environment, Guid id, HttpContext http, UploadStore store, UploadDesk desk, CancellationToken ct)
    {
        var (request, place) = (http.Request, http.Request.Headers["Upload-Offset"].ToString());
        if (!TusManners.HasPiece(request))
            return TusManners.Refuse(UploadFaults.BadType(request.ContentType));
        if (!TusManners.TryReadNumber(place, out var offset))
            return TusManners.Refuse(UploadFaults.BadOffset(place));
        // A sender that is gone again has sent what it has sent.
        if (await store.FindAsync(new(mission, environment), id, http.Caller().Name, CancellationToken.None) is not { } upload)
            return TusManners.Refuse(UploadFaults.NoSuchUpload(id.ToString()));
        if (offset != upload.OffsetBytes)
            return TusManners.Refuse(UploadFaults.WrongOffset(upload, offset));
        if (request.ContentLength > upload.SizeBytes - offset)
            return TusManners.Refuse(UploadFaults.TooLong(upload));
        return await KeepAsync(http, upload, StatusCodes.Status204NoContent, desk, ct);
    }

    /// <summary>Gives an upload up (tus: termination); what came of it is swept.</summary>
    private static async Task<IResult> DropAsync(
        string mission, string environment, Guid id, HttpContext http, UploadStore store, CancellationToken ct)
    {
        if (await store.FindAsync(new(mission, environment), id, http.Caller().Name, ct) is not { } upload)
            return TusManners.Refuse(UploadFaults.NoSuchUpload(id.ToString()));
        return await store.DropAsync(id, http.Caller().Name, ct) ? TypedResults.NoContent() : TusManners.Refuse(UploadFaults.BeingMade(upload));
    }

    // For clients whose surroundings know only GET and POST.
    private static Task<IResult> OverrideAsync(
        string mission, string environment, Guid id, HttpContext http, UploadStore store, UploadDesk desk, CancellationToken ct) =>
        http.Request.Headers["X-HTTP-Method-Override"].ToString().ToUpperInvariant() switch
        {
            "PATCH" => TakeAsync(mission, environment, id, http, store, desk, ct),
            "HEAD" => AskAsync(mission, environment, id, http, store, desk, ct),
            "DELETE" => DropAsync(mission, environment, id, http, store, ct),
            var other => Task.FromResult(TusManners.Refuse(UploadFaults.NoSuchMethod(other))),
        };

    private static async Task<IResult> KeepAsync(HttpContext http, Upload upload, int success, UploadDesk desk, CancellationToken ct)
    {
        if (!PieceChecksum.Read(http.Request.Headers["Upload-Checksum"].ToString()).TryGet(out var checksum, out var fault))
            return TusManners.Refuse(fault);
        using var _ = checksum;
        if (!DigestHeaders.ReadOfWhole(http.Request).TryGet(out var declared, out fault))
            return TusManners.Refuse(fault);
        TusManners.LiftBodyLimit(http);
        return (await desk.TakeAsync(upload, http.Request.Body, checksum, declared)).TryGet(out var taken, out fault)
            ? await AnswerAsync(http, taken, success, desk, ct)
            : TusManners.Refuse(fault);
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, Upload upload, int success, UploadDesk desk, CancellationToken ct)
    {
        upload = await desk.DecidedAsync(upload, ct);
        TusManners.Tell(http, upload);
        return upload.Outcome?.Fault is { } refusal ? TusManners.Refuse(refusal) : TypedResults.StatusCode(success);
    }
}
