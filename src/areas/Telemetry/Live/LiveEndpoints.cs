using System.Text.Json;
using System.Text.Json.Serialization;
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
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ChannelEndpoints.Root + "/stream", FollowAsync).WithTags("Telemetry").WithName("FollowParameters").Needs(Act.ReadTelemetry);

    /// <summary>The newest values of parameters as server-sent events, from now on; at most one event in a time (<c>everyMs</c>, 100 when left out).</summary>
    private static async Task<IResult> FollowAsync(
        string mission, string environment, string? parameters, string? channel, int? everyMs, HttpContext http, LiveFollower follower, ParameterBook book, IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        using var open = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var ct = open.Token;
        var scope = new Scope(mission, environment);
        Func<Parameter, bool>? isWanted = null;
        if (parameters is not null && !(await book.ChooseAsync(scope, parameters, ct)).TryGet(out isWanted, out var fault))
            return fault.ToProblem();
        var rest = TimeSpan.FromMilliseconds(Math.Clamp(everyMs ?? 100, 10, 60_000));
        var stream = new LiveStream(http);
        try
        {
            var following = await follower.BeginAsync(scope, channel, isWanted, ct);
            await stream.OpenAsync(ct);
            await stream.BeatAsync(ct);
            for (var id = 1L; ; id++)
            {
                var values = await following.NextAsync(LiveStream.Patience, ct);
                if (values.Items.Count == 0)
                {
                    await stream.BeatAsync(ct);
                    continue;
                }
                await stream.SendAsync(id, "values", JsonSerializer.Serialize(values, _json), ct);
                await stream.FlushAsync(ct);
                await Task.Delay(rest, clock, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The client left or the server stops.
            return TypedResults.Empty;
        }
    }
}
