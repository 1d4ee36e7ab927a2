using Gantry.Web;
using Gantry.Xtce;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Gantry.Telemetry;

/// <summary>
/// Values as they come, on whichever node one asks. It follows the archive: what is shown live is what was kept. A slow
/// reader gets the newest value of each parameter and is told how many it missed.
/// </summary>
internal static class LiveEndpoints
{
    private const int UsualRestMs = 40;

    public static void MapLive(this IEndpointRouteBuilder routes)
    {
        var live = routes.MapGroup(ChannelEndpoints.Root).WithTags("Telemetry");
        live.MapGet("/stream", FollowAsync).WithName("FollowParameters").Needs(Act.ReadTelemetry);
        live.MapGet("/socket", SocketAsync).WithName("FollowParametersBySocket").Needs(Act.ReadTelemetry);
    }

    /// <summary>The newest values of parameters as server-sent events, from now on; at most one event in a time (<c>everyMs</c>, 40 when left out).</summary>
    private static async Task<IResult> FollowAsync(
        string mission, string environment, string? parameters, string? channel, int? everyMs, HttpContext http, LiveFollower follower, ParameterBook book, IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        using var open = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var scope = new Scope(mission, environment);
        if (!(await ChooseAsync(book, scope, parameters, open.Token)).TryGet(out var isWanted, out var fault))
            return fault.ToProblem();
        var stream = new LiveStream(http);
        try
        {
            using var following = await follower.BeginAsync(scope, channel, isWanted.Test, open.Token);
            await stream.OpenAsync(open.Token);
            await stream.BeatAsync(open.Token);
            var id = 0L;
            await following.RunAsync(LiveStream.Patience, Rest(everyMs), async (json, ct) =>
            {
                await stream.SendAsync(++id, "values", json, ct);
                await stream.FlushAsync(ct);
            }, stream.BeatAsync, clock, open.Token);
        }
        catch (OperationCanceledException)
        {
            // The client left or the server stops.
        }
        return TypedResults.Empty;
    }

    /// <summary>The same over a WebSocket with the subprotocol <c>gantry.values.v1</c>: one text message of JSON for each event.</summary>
    private static async Task<IResult> SocketAsync(
        string mission, string environment, string? parameters, string? channel, int? everyMs, HttpContext http, LiveFollower follower, ParameterBook book, IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        if (!http.WebSockets.IsWebSocketRequest || !http.WebSockets.WebSocketRequestedProtocols.Contains(LiveSocket.Protocol))
            return TelemetryFaults.NoWebSocket(LiveSocket.Protocol).ToProblem();
        // A browser sends its cookie along with whatever page asks; only pages of this server may.
        if (http.Request.Headers.Origin.ToString() is { Length: > 0 } origin && !LiveSocket.IsOwn(origin, http.Request))
            return TelemetryFaults.NotFromHere(origin).ToProblem();
        using var open = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var scope = new Scope(mission, environment);
        if (!(await ChooseAsync(book, scope, parameters, open.Token)).TryGet(out var isWanted, out var fault))
            return fault.ToProblem();
        using var following = await follower.BeginAsync(scope, channel, isWanted.Test, open.Token);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { SubProtocol = LiveSocket.Protocol, KeepAliveInterval = LiveStream.Patience });
        await LiveSocket.RunAsync(socket, following, Rest(everyMs), clock, open.Token);
        return TypedResults.Empty;
    }

    private static TimeSpan Rest(int? everyMs) => TimeSpan.FromMilliseconds(Math.Clamp(everyMs ?? UsualRestMs, 10, 60_000));

    private static async Task<Result<Wanted>> ChooseAsync(ParameterBook book, Scope scope, string? parameters, CancellationToken ct)
    {
        if (parameters is null)
            return new Wanted(null);
        return (await book.ChooseAsync(scope, parameters, ct)).TryGet(out var isWanted, out var fault) ? new Wanted(isWanted) : fault;
    }

    private sealed record Wanted(Func<Parameter, bool>? Test);
}
