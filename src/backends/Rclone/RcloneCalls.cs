using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gantry.Rclone;

/// <summary>Orders to the running rclone, each with a limit to how long it may take.</summary>
internal sealed class RcloneCalls(RcloneOptions options, RcloneDaemon daemon, TimeProvider clock)
{
    /// <summary>Twice the silence allowed, and time to connect: rclone itself gives up earlier and says why.</summary>
    public TimeSpan AnswerWithin => (options.Patience * 2) + options.ConnectWithin;

    /// <summary>Gives an order and reads its answer.</summary>
    public async Task<JsonObject> CallAsync(RcloneRemote remote, string doing, string method, JsonObject order, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, method) { Content = Body(order) };
        using var answer = await SendAsync(remote, doing, request, AnswerWithin, ct);
        return await answer.Content.ReadFromJsonAsync<JsonObject>(ct) ?? [];
    }

    /// <summary>Sends a request and waits for its first word; whatever is not a success becomes a failure in the port's words.</summary>
    public async Task<HttpResponseMessage> SendAsync(RcloneRemote remote, string doing, HttpRequestMessage request, TimeSpan within, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(within, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            var running = await daemon.RunningAsync(either.Token);
            await KnowAsync(running, remote, either.Token);
            var answer = await running.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (answer.IsSuccessStatusCode)
                return answer;
            using (answer)
                throw RcloneFailure.Of(remote.Place, doing, Error(await answer.Content.ReadAsStringAsync(either.Token)));
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw RcloneFailure.Of(remote.Place, doing, $"timeout: there was no answer for {within.TotalSeconds:0} s", e);
        }
        catch (HttpRequestException e)
        {
            throw new RemoteFailureException(RemoteFailure.Unreachable, $"{remote.Place}: {doing} broke off: {e.Message}", e);
        }
    }

    /// <summary>A password as rclone wants it written.</summary>
    public async Task<string> ObscureAsync(string password, CancellationToken ct)
    {
        var running = await daemon.RunningAsync(ct);
        using var answer = await running.Http.PostAsync("core/obscure", Body(new() { ["clear"] = password }), ct);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(ct))!["obscured"]!.GetValue<string>();
    }

    private async Task KnowAsync(RunningRclone running, RcloneRemote remote, CancellationToken ct)
    {
        var known = running.Remotes.GetOrAdd(remote.Name, _ => CreateAsync(running, remote));
        try
        {
            await known.WaitAsync(ct);
        }
        catch (HttpRequestException)
        {
            running.Remotes.TryRemove(new(remote.Name, known));
            throw;
        }
    }

    // Kept in rclone's memory only: it has no configuration file.
    private async Task CreateAsync(RunningRclone running, RcloneRemote remote)
    {
        var parameters = new JsonObject();
        foreach (var (key, value) in remote.Plain)
            parameters[key] = value;
        foreach (var (key, password) in remote.Passwords)
            parameters[key] = await ObscureAsync(password, CancellationToken.None);
        using var answer = await running.Http.PostAsync("config/create", Body(new()
        {
            ["name"] = remote.Name, ["type"] = remote.Type, ["parameters"] = parameters,
            ["opt"] = new JsonObject { ["noObscure"] = true, ["nonInteractive"] = true },
        }));
        answer.EnsureSuccessStatusCode();
    }

    // It takes the plain media type for JSON, and with a charset behind it for nothing.
    private static StringContent Body(JsonObject order) => new(order.ToJsonString(), new MediaTypeHeaderValue("application/json"));

    private static string Error(string body)
    {
        try
        {
            return JsonNode.Parse(body)?["error"]?.GetValue<string>() ?? body;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return body;
        }
    }
}
