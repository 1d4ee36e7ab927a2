using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace Gantry.Web;

/// <summary>The outermost layer: what breaks inside is logged here, once, and leaves as problem+json.</summary>
public sealed partial class Edge(RequestDelegate next, ILogger<Edge> log)
{
    private readonly ILogger _log = log;

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (e is ConnectionResetException || (e is OperationCanceledException && http.RequestAborted.IsCancellationRequested))
        {
            // Nobody is listening any more.
        }
        catch (Exception e)
        {
            var answer = Explain(e, http);
            if (http.Response.HasStarted)
            {
                // The status line is gone; only a broken connection still says that the body is not whole.
                http.Abort();
                return;
            }
            http.Response.Clear();
            if (http.GetEndpoint()?.Metadata.GetMetadata<FaultForm>() is { } form)
                await form.WriteAsync(new(FaultKind.Unavailable, answer.ProblemDetails.Extensions["code"]!.ToString()!, answer.ProblemDetails.Detail!), answer.StatusCode, http);
            else
                await answer.ExecuteAsync(http);
        }
    }

    private ProblemHttpResult Explain(Exception e, HttpContext http)
    {
        switch (e)
        {
            case BadHttpRequestException bad:
                return TypedResults.Problem(bad.Message, statusCode: bad.StatusCode, extensions: Code("web.bad_request"));
            case SecretUnreadableException:
                LogUnavailable(http.Request.Method, http.Request.Path, e);
                return WebFaults.SecretUnreadable(e.Message).ToProblem();
            case StateUnavailableException or LakeFullException:
                LogUnavailable(http.Request.Method, http.Request.Path, e);
                return (e is LakeFullException ? WebFaults.LakeFull(e.Message) : WebFaults.StateUnavailable(e.Message)).ToProblem();
            default:
                LogBroken(http.Request.Method, http.Request.Path, e);
                return TypedResults.Problem(
                    $"Something broke in the server; its log tells more under the trace {Activity.Current?.TraceId}.",
                    statusCode: StatusCodes.Status500InternalServerError, extensions: Code("web.broken"));
        }
    }

    private static Dictionary<string, object?> Code(string code) =>
        new() { ["code"] = code, ["traceId"] = Activity.Current?.TraceId.ToString() };

    [LoggerMessage(1501, LogLevel.Warning, "{Method} {Path} could not be served now")]
    private partial void LogUnavailable(string method, string path, Exception e);

    [LoggerMessage(1502, LogLevel.Error, "{Method} {Path} broke")]
    private partial void LogBroken(string method, string path, Exception e);
}
