using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Questions in SQL over the products of an environment.</summary>
public sealed partial class GantryClient
{
    /// <summary>Asks a question; the answer's rows are at hand.</summary>
    public async Task<QueryView> QueryAsync(string mission, string environment, QueryRequest request, CancellationToken ct = default) =>
        await _sender.ReadAsync<QueryView>(await AskAsync(mission, environment, request with { Format = "json" }, ct), ct);

    /// <summary>Asks a question whose answer is a file (csv, parquet); says whether it was cut.</summary>
    public async Task<bool> QueryToAsync(string mission, string environment, QueryRequest request, Stream target, CancellationToken ct = default)
    {
        using var response = await AskAsync(mission, environment, request, ct);
        await using var content = await response.Content.ReadAsStreamAsync(ct);
        await content.CopyToAsync(target, ct);
        return response.Headers.TryGetValues("Gantry-Cut", out var cut) && cut.Contains("true");
    }

    // A question changes nothing, so it may be asked again; it may take long, as a transfer does.
    private Task<HttpResponseMessage> AskAsync(string mission, string environment, QueryRequest request, CancellationToken ct) =>
        _sender.SendAsync(() => Sender.WithJson(HttpMethod.Post, $"{EnvironmentPath(mission, environment)}/query", request), Manner.Transfer, ct);
}
