using System.Globalization;

namespace Gantry.Cli;

/// <summary>Lists an environment's telemetry channels: how they stand and what came through them.</summary>
internal sealed class TmChannelsCommand : Verb
{
    private readonly TargetWords _target;

    public TmChannelsCommand() : base("channels", "List the telemetry channels of a mission's environment, and what came through them.") =>
        _target = new(this, "MISSION/ENV", "The environment.", mayBeEmpty: true);

    public override IReadOnlyList<string> Examples => ["gantry tm channels swot/ops", "gantry tm channels swot/ops --json | jq '.items[] | select(.state != \"up\")'"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, _) = _target.Read(call);
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

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);
}
