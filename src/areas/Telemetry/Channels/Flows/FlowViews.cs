using Gantry.Api;

namespace Gantry.Telemetry;

/// <summary>Counts as the interface shows them. A rate that was kept when something came last is none when nothing has come since.</summary>
internal static class FlowViews
{
    public static IReadOnlyList<PacketFlow> Of(IEnumerable<Flow> flows, DateTimeOffset now) => [.. flows.Select(f => new PacketFlow(
        f.Key.Source?.Spacecraft, f.Key.Source?.VirtualChannel, f.Key.Apid, f.Packets, f.Bytes, Rate(f.PacketsPerSecond, f.LastAt, now), Rate(f.BytesPerSecond, f.LastAt, now), f.Gaps, f.Missing, f.Repeated, f.LastAt))];

    public static IReadOnlyList<VirtualChannelView> Of(IEnumerable<VirtualFlow> channels, IReadOnlyList<PacketFlow> flows, DateTimeOffset now) => [.. channels.Select(c =>
    {
        var own = flows.Where(f => f.Spacecraft == c.Source.Spacecraft && f.VirtualChannel == c.Source.VirtualChannel).ToList();
        return new VirtualChannelView(
            c.Source.Spacecraft, c.Source.VirtualChannel, c.Frames, c.IdleFrames, c.LostFrames, c.Corrected, Rate(c.FramesPerSecond, c.LastAt, now), own.Sum(f => f.Packets), own.Sum(f => f.PacketsPerSecond), c.LastAt);
    })];

    private static double Rate(double kept, DateTimeOffset? lastAt, DateTimeOffset now) => lastAt is { } last && now - last < TimeSpan.FromSeconds(RateWindow.Seconds) ? kept : 0;
}
