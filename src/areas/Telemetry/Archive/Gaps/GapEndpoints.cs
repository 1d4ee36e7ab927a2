using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Telemetry;

internal static class GapEndpoints
{
    private const int MostGaps = 10_000;

    public static void MapGaps(this IEndpointRouteBuilder routes) =>
        routes.MapGroup(ChannelEndpoints.Root).WithTags("Telemetry").MapGet("/gaps", GapsAsync).WithName("ListGaps").Needs(Act.ReadTelemetry);

    /// <summary>Where packets are missing, by the counts of each process of each spacecraft and virtual channel.</summary>
    private static async Task<Results<Ok<Page<PacketGap>>, ProblemHttpResult>> GapsAsync(
        string mission, string environment, string? channel, string? from, string? to, GapReader gaps, TimeProvider clock, CancellationToken ct) =>
        Span.Read(from, to, clock.GetUtcNow()).TryGet(out var span, out var fault)
            ? TypedResults.Ok(new Page<PacketGap>(await gaps.ReadAsync(new(mission, environment), channel, span, MostGaps, ct), null))
            : fault.ToProblem();
}
