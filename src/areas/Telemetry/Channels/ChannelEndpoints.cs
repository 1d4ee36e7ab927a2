using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Telemetry;

/// <summary>The channels of an environment: how they stand and what came through them.</summary>
internal static class ChannelEndpoints
{
    public const string Root = "/api/v1/missions/{mission}/environments/{environment}/telemetry";

    public static void MapChannels(this IEndpointRouteBuilder routes)
    {
        var channels = routes.MapGroup(Root + "/channels").WithTags("Telemetry");
        channels.MapGet("/", ListAsync).WithName("ListChannels").Needs(Act.ReadTelemetry);
        channels.MapGet("/{name}", FindAsync).WithName("FindChannel").Needs(Act.ReadTelemetry);
    }

    /// <summary>The channels of an environment by name.</summary>
    private static async Task<Ok<Page<ChannelView>>> ListAsync(string mission, string environment, string? after, int? limit, ChannelStore store, CancellationToken ct)
    {
        var size = Paging.Size(limit);
        var found = await store.ListAsync(new(mission, environment), after ?? "", size, ct);
        return TypedResults.Ok(new Page<ChannelView>([.. found.Select(View)], found.Count == size ? found[^1].Key.Name : null));
    }

    /// <summary>One channel, with what came through each of its virtual channels and of each process (APID).</summary>
    private static async Task<Results<Ok<ChannelView>, ProblemHttpResult>> FindAsync(
        string mission, string environment, string name, ChannelStore store, FlowStore flows, TimeProvider clock, CancellationToken ct)
    {
        if (await store.FindAsync(new(mission, environment, name), ct) is not { } state)
            return TelemetryFaults.NoSuchChannel(name, new(mission, environment)).ToProblem();
        var now = clock.GetUtcNow();
        var packets = FlowViews.Of(await flows.FlowsAsync(state.Key, ct), now);
        return TypedResults.Ok(View(state) with { Flows = packets, VirtualChannels = FlowViews.Of(await flows.ChannelsAsync(state.Key, ct), packets, now) });
    }

    private static ChannelView View(ChannelState s) => new(
        s.Key.Name, s.State, s.Reason, s.StateAt, s.Node, s.Database.Hex, s.DatabaseFrom, s.Counts.Packets, s.Counts.Bytes, s.Counts.Unidentified, s.Counts.FailedChecks,
        s.Counts.Gaps, s.Counts.Missing, s.Counts.Repeated, s.Counts.Frames, s.Counts.BadFrames, s.Counts.Corrected, s.Counts.LostFrames, s.Counts.Dropped, s.Counts.LastPacketAt, s.Counts.LastFrameAt);
}
