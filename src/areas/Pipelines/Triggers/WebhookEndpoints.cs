using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Pipelines;

/// <summary>Requests from outside that start a run, and prove that they may by a secret: as a token, or by signing what they send.</summary>
internal static class WebhookEndpoints
{
    private const int LongestBody = 1 << 20;

    public static void MapWebhooks(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/hooks/{mission}/{environment}/{pipeline}", CallAsync).WithName("CallWebhook").WithTags("Runs").OpenToAnybody();

    /// <summary>Starts a run of a pipeline that has a webhook. The body may hold <c>parameters</c>; the secret comes as <c>X-Gantry-Token</c>, or as the key of <c>X-Hub-Signature-256</c>.</summary>
    private static async Task<Results<Accepted<RunView>, ProblemHttpResult>> CallAsync(
        string mission, string environment, string pipeline, HttpContext http, StandingPipelines standing, ISecrets secrets, RunMaker maker, IDatabase database, CancellationToken ct)
    {
        if (await ReadAsync(http.Request.Body, ct) is not { } body)
            return RunFaults.HookTooLong(LongestBody).ToProblem();
        var found = await standing.FindAsync(new(mission, environment), pipeline, ct);
        // Who does not know the secret is not told whether there is such a pipeline.
        if (found is null || !await KnowsAsync(http.Request, body, found, secrets, ct))
            return RunFaults.NoSuchHook().ToProblem();
        if (Said(body) is not { } said)
            return RunFaults.BadHook().ToProblem();
        if (!Parameters.Settle(found.Pipeline, said).TryGet(out var parameters, out var fault))
            return fault.ToProblem();
        var run = maker.Draft(found.Scope, found.Plan, RunCause.Webhook, new(), parameters, found.Principal);
        await database.WriteAsync(work => maker.PlaceAsync(work, [run], ct), ct);
        return TypedResults.Accepted($"/api/v1/missions/{mission}/environments/{environment}/runs/{run.Id}", run.View());
    }

    private static async Task<bool> KnowsAsync(HttpRequest request, byte[] body, StandingPipeline pipeline, ISecrets secrets, CancellationToken ct)
    {
        foreach (var hook in pipeline.Pipeline.Triggers.OfType<Trigger.OfWebhook>())
        {
            if (await secrets.FindAsync(pipeline.Scope.Mission!, pipeline.Scope.Environment!, hook.Secret, ct) is not { Length: > 0 } secret)
                continue;
            var key = Encoding.UTF8.GetBytes(secret);
            var signature = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(key, body));
            if (Same(request.Headers["X-Gantry-Token"].ToString(), secret) || Same(request.Headers["X-Hub-Signature-256"].ToString(), signature))
                return true;
        }
        return false;
    }

    // Digests are compared, so that the time it takes does not tell how long the secret is either.
    private static bool Same(string given, string wanted) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(wanted)));

    private static Dictionary<string, string>? Said(byte[] body)
    {
        if (body.Length == 0)
            return [];
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            if (!document.RootElement.TryGetProperty("parameters", out var parameters))
                return [];
            return parameters.ValueKind == JsonValueKind.Object
                ? parameters.EnumerateObject().DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.Ordinal)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken ct)
    {
        var buffer = new byte[LongestBody + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length > LongestBody ? null : buffer[..length];
    }
}
