using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gantry.Web;

/// <summary>A fault becomes problem+json, once and the same everywhere.</summary>
public static class Faults
{
    public static int Status(this FaultKind kind) => kind switch
    {
        FaultKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        FaultKind.Unknown => StatusCodes.Status401Unauthorized,
        FaultKind.Denied => StatusCodes.Status403Forbidden,
        FaultKind.Missing => StatusCodes.Status404NotFound,
        FaultKind.Conflict => StatusCodes.Status409Conflict,
        FaultKind.Exhausted => StatusCodes.Status429TooManyRequests,
        FaultKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static ProblemHttpResult ToProblem(this Fault fault)
    {
        var more = new Dictionary<string, object?>
        {
            ["code"] = fault.Code,
            ["traceId"] = Activity.Current?.TraceId.ToString(),
        };
        if (fault.Findings.Count > 0)
            more["findings"] = fault.Findings.Select(f => new Api.ProblemFinding(f.File, f.Line, f.Column, f.Message)).ToList();
        return TypedResults.Problem(fault.Message, statusCode: fault.Kind.Status(), extensions: more);
    }

    /// <summary>Writes the problem as the answer, with the headers that go with its kind.</summary>
    public static Task WriteAsync(this Fault fault, HttpContext http)
    {
        if (fault.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (fault.Kind == FaultKind.Unknown)
            Challenge(http);
        return http.GetEndpoint()?.Metadata.GetMetadata<FaultForm>() is { } form
            ? form.WriteAsync(fault, fault.Kind.Status(), http)
            : fault.ToProblem().ExecuteAsync(http);
    }

    // A browser's own log-in window must not pop up over the portal, which says so by its session cookie or this header.
    private static void Challenge(HttpContext http)
    {
        http.Response.Headers.Append("WWW-Authenticate", "Bearer realm=\"gantry\"");
        if (!http.Request.Headers.ContainsKey("X-Gantry-Portal"))
            http.Response.Headers.Append("WWW-Authenticate", "Basic realm=\"gantry\", charset=\"UTF-8\"");
    }
}

/// <summary>How an endpoint of somebody else's standard says what went wrong, where that is not problem+json; metadata of the endpoint.</summary>
public sealed record FaultForm(Func<Fault, int, HttpContext, Task> WriteAsync);
