using System.Globalization;
using Gantry.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gantry.Hub;

/// <summary>What the tus protocol, version 1.0.0, wants in headers and statuses; https://tus.io/protocols/resumable-upload.</summary>
internal static class TusManners
{
    public const string Version = "1.0.0";
    public const string Extensions = "creation,creation-with-upload,checksum,expiration,termination";
    public const string PieceType = "application/offset+octet-stream";

    /// <summary>Stands before every endpoint of the protocol: answers in its version, or says which that is.</summary>
    public static async ValueTask<object?> SpeakAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers["Tus-Resumable"] = Version;
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.Headers["Tus-Resumable"].ToString() is var asked && asked != Version)
        {
            http.Response.Headers["Tus-Version"] = Version;
            return Refuse(UploadFaults.BadVersion(asked));
        }
        return await next(context);
    }

    public static void LiftBodyLimit(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
    }

    public static bool HasPiece(HttpRequest request) =>
        request.ContentType is { } type && type.Split(';')[0].Trim().Equals(PieceType, StringComparison.OrdinalIgnoreCase);

    public static bool TryReadNumber(string value, out long number) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    public static void Tell(HttpContext http, Upload upload)
    {
        var headers = http.Response.Headers;
        headers["Upload-Offset"] = upload.OffsetBytes.ToString(CultureInfo.InvariantCulture);
        headers["Upload-Expires"] = upload.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
        headers["Gantry-Upload-State"] = upload.State;
    }

    public static void TellWhole(HttpContext http, Upload upload)
    {
        Tell(http, upload);
        http.Response.Headers["Upload-Length"] = upload.SizeBytes.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["Upload-Metadata"] = upload.Metadata;
    }

    /// <summary>
    /// A refusal in the protocol's own statuses. To its clients 409 says that they are at the wrong place, so that they
    /// would send everything again: what cannot be had by that is told with 422.
    /// </summary>
    public static IResult Refuse(Fault fault)
    {
        var status = fault.Code switch
        {
            "hub.upload_version" => StatusCodes.Status412PreconditionFailed,
            "hub.upload_no_length" or "hub.upload_metadata" or "hub.upload_bad_offset" or "hub.upload_bad_checksum" or "hub.upload_method" => StatusCodes.Status400BadRequest,
            "hub.upload_media_type" => StatusCodes.Status415UnsupportedMediaType,
            "hub.upload_too_long" or "hub.too_large" => StatusCodes.Status413PayloadTooLarge,
            "hub.upload_checksum" or "hub.upload_torn" => 460,
            "hub.upload_offset" or "hub.upload_overtaken" or "hub.upload_received" => StatusCodes.Status409Conflict,
            _ when fault.Kind == FaultKind.Conflict => StatusCodes.Status422UnprocessableEntity,
            _ => fault.Kind.Status(),
        };
        return new Refusal(fault, status);
    }

    private sealed class Refusal(Fault fault, int status) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            if (fault.RetryAfter is { } wait)
                httpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await TypedResults.Problem(fault.Message, statusCode: status, extensions: fault.ToProblem().ProblemDetails.Extensions).ExecuteAsync(httpContext);
        }
    }
}
