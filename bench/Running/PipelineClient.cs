using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gantry.Bench.Running;

/// <summary>Starts runs of the bench's mission over the wire and asks how they went.</summary>
internal sealed class PipelineClient : IDisposable
{
    private const string Api = "/api/v1/missions/demo/environments/ops";

    private readonly HttpClient _http;

    public PipelineClient(ServerChild server)
    {
        _http = new() { BaseAddress = server.Address };
        _http.DefaultRequestHeaders.Add("Authorization", ServerChild.Authorization["Authorization: ".Length..].Trim());
    }

    /// <summary>Starts a run; another round is another set of steps.</summary>
    public async Task<string> StartAsync(string pipeline, int round)
    {
        using var answer = await _http.PostAsJsonAsync($"{Api}/pipelines/{pipeline}/runs", new { parameters = new { round = $"{round}" } });
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
    }

    /// <summary>The run when it has passed.</summary>
    public async Task<JsonNode> PassedAsync(string id)
    {
        while (true)
        {
            var run = await GetAsync($"{Api}/runs/{id}");
            if (run["endedAt"] is not null)
                return run["state"]!.GetValue<string>() == "passed" ? run : throw new InvalidOperationException($"The run {run["state"]}: {run["reason"]}");
            await Task.Delay(10);
        }
    }

    public async Task<JsonArray> StepsAsync(string id) => Items(await GetAsync($"{Api}/runs/{id}/steps?limit=1000"));

    /// <summary>How many of the newest thousand runs are in a state.</summary>
    public async Task<int> CountAsync(string state) => Items(await GetAsync($"{Api}/runs?state={state}&limit=1000")).Count;

    /// <summary>Lets no node begin a step, or all of them again.</summary>
    public async Task TurnAsync(string act)
    {
        foreach (var node in Items(await GetAsync("/api/v1/nodes")))
            (await _http.PostAsJsonAsync($"/api/v1/nodes/{node!["name"]}/{act}", new { reason = "measuring" })).EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> GetAsync(string path) => (await _http.GetFromJsonAsync<JsonNode>(path))!;

    private static JsonArray Items(JsonNode page) => page["items"]!.AsArray();
}
