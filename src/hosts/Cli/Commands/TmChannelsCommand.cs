using System.Globalization;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Lists an environment's telemetry channels: how they stand and what came through them.</summary>
internal sealed class TmChannelsCommand : Verb
{
    private readonly TargetWords _target;

    public TmChannelsCommand() : base("channels", "List the telemetry channels of a mission's environment, and what came through them.") =>
        _target = new(this, "MISSION/ENV [NAME]", "The environment; then a channel, to see what came through each of its virtual channels and of each process.", mayBeEmpty: true);

    public override IReadOnlyList<string> Examples => ["gantry tm channels swot/ops", "gantry tm channels swot/ops downlink", "gantry tm channels swot/ops --json | jq '.items[] | select(.state != \"up\")'"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, names) = _target.Read(call);
        if (names.Length > 1)
            throw new UsageException("One channel at a time.");
        if (names is [var name])
        {
            var channel = await call.Client.ChannelAsync(target.Mission, target.Environment, name, call.Ct);
            call.Show(channel, _ => ShowOne(call, channel));
            return ExitCode.Done;
        }
        var channels = await call.AllAsync(call.Client.ChannelsAsync(target.Mission, target.Environment, ct: call.Ct));
        if (channels.Items.Count == 0)
            await call.Client.MissionAsync(target.Mission, call.Ct);
        call.Show(channels, _ => call.Out.Table(
            ["NAME", "STATE", "PACKETS", "SIZE", "GAPS", "MISSING", "FRAMES", "BAD", "CORRECTED", "LAST PACKET", "DATABASE", ""],
            channels.Items.Select(c => (string?[])
                [c.Name, c.State, N(c.Packets), Units.Size(c.Bytes), N(c.Gaps), N(c.Missing), N(c.Frames), N(c.BadFrames), N(c.Corrected), Units.Time(c.LastPacketAt), Units.Short(c.Database), c.Reason ?? ""])));
        if (!call.IsJson && channels.Items.Count == 0)
            call.Error.Line($"{target} has no channels. telemetry/channels.yaml of the mission's folder declares them.");
        return ExitCode.Done;
    }

    private static void ShowOne(Call call, ChannelView channel)
    {
        call.Out.Line($"{channel.Name} is {channel.State}{(channel.Reason is { } reason ? $": {reason}" : "")}. {N(channel.Packets)} packets, {Units.Size(channel.Bytes)}; the last one {Units.Time(channel.LastPacketAt)}.");
        if (channel.VirtualChannels is { Count: > 0 } channels)
        {
            call.Out.Table(
                ["SPACECRAFT", "VC", "FRAMES", "A SECOND", "IDLE", "LOST", "CORRECTED", "PACKETS", "A SECOND", "LAST GOOD FRAME"],
                channels.Select(c => (string?[])
                    [N(c.Spacecraft), N(c.Id), N(c.Frames), R(c.FramesPerSecond), N(c.IdleFrames), N(c.LostFrames), N(c.Corrected), N(c.Packets), R(c.PacketsPerSecond), Units.Time(c.LastFrameAt)]));
        }
        call.Out.Table(
            ["SPACECRAFT", "VC", "APID", "PACKETS", "A SECOND", "SIZE", "BYTES A SECOND", "GAPS", "MISSING", "REPEATED", "LAST PACKET"],
            (channel.Flows ?? []).Select(f => (string?[])
                [Id(f.Spacecraft), Id(f.VirtualChannel), Id(f.Apid), N(f.Packets), R(f.PacketsPerSecond), Units.Size(f.Bytes), R(f.BytesPerSecond), N(f.Gaps), N(f.Missing), N(f.Repeated), Units.Time(f.LastPacketAt)]));
    }

    private static string Id(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string R(double rate) => rate.ToString("0.#", CultureInfo.InvariantCulture);

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);
}
