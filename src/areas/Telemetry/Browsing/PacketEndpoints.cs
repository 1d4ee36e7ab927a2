using System.Globalization;
using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Telemetry;

/// <summary>Single packets of a channel, listed and taken apart.</summary>
internal static class PacketEndpoints
{
    public static void MapPackets(this IEndpointRouteBuilder routes)
    {
        var packets = routes.MapGroup(ChannelEndpoints.Root + "/channels/{name}/packets").WithTags("Telemetry");
        packets.MapGet("/", ListAsync).WithName("ListPackets").Needs(Act.ReadTelemetry);
        packets.MapGet("/{number}", FindAsync).WithName("FindPacket").Needs(Act.ReadTelemetry);
    }

    /// <summary>The packets of a channel, the last received first; of a time, and of one container, where these are given. A page may be short and yet have a next one.</summary>
    private static async Task<Results<Ok<Page<PacketLine>>, ProblemHttpResult>> ListAsync(
        string mission, string environment, string name, string? from, string? to, string? container, string? after, int? limit, ChannelStore channels, PacketBrowser browser, CancellationToken ct)
    {
        var key = new ChannelKey(mission, environment, name);
        if (await channels.FindAsync(key, ct) is null)
            return TelemetryFaults.NoSuchChannel(name, key.Scope).ToProblem();
        // Everything when nothing is said: the newest come first, and nobody has to know when that was.
        if (!Span.Read(from ?? "0001-01-01", to ?? "9999-12-31", default).TryGet(out var span, out var fault))
            return fault.ToProblem();
        var before = long.MaxValue;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return WebFaults.NoSuchPage(after).ToProblem();
        var (items, next) = await browser.ListAsync(key, before, span.From, span.To, container, Paging.Size(limit), ct);
        return TypedResults.Ok(new Page<PacketLine>(items, next?.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>A packet by its number in the channel: its octets, and each value with the bits it was made of.</summary>
    private static async Task<Results<Ok<PacketDetail>, ProblemHttpResult>> FindAsync(string mission, string environment, string name, string number, PacketBrowser browser, CancellationToken ct)
    {
        var key = new ChannelKey(mission, environment, name);
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && await browser.FindAsync(key, place, ct) is { } packet
            ? TypedResults.Ok(packet)
            : BrowsingFaults.NoSuchPacket(number, name, key.Scope).ToProblem();
    }
}
