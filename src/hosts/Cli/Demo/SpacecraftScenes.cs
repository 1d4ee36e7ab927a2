using Gantry.Api;
using Gantry.Xtce;
using static Gantry.Cli.DemoCast;

namespace Gantry.Cli;

/// <summary>A simulated spacecraft: its values arrive, a limit is broken and seen, and another database climbs the ladder while it flies.</summary>
internal sealed class SpacecraftScenes(DemoCast cast, string missions)
{
    private const string Mission = "swot";
    private const string Channel = "spacecraft";
    private const string Parameter = "EPS_BUS_VOLTAGE";
    private const int EnoughPackets = 20;

    private static readonly string[] _shown = [Parameter, "EPS_BATTERY_CHARGE", "AOCS_MODE", "ALT_WAVE_HEIGHT"];
    private static readonly (string Before, string After)[] _change = [("coefficient=\"0.01\" exponent=\"1\"", "coefficient=\"0.0101\" exponent=\"1\""), ("minInclusive=\"26\"", "minInclusive=\"27\"")];

    public async Task<string?> FlyAsync()
    {
        foreach (var environment in new[] { Rungs.Aiv, Rungs.Ops })
            Hold((await cast.Client.PromoteAsync(Mission, environment, new(Reason: "demo"), cast.Ct)).Moved, $"{environment} did not move.");
        var up = await cast.SeeAsync(async () => await ChannelAsync() is { State: "up" } now && now.Packets >= EnoughPackets ? now : null, "no packets arrive");
        return $"{up.Packets} packets so far, {Units.Size(up.Bytes)}, decoded by {Units.Short(up.Database)}, {up.Missing} lost";
    }

    public async Task<string?> WatchAsync()
    {
        var newest = new Dictionary<string, TelemetrySample>(StringComparer.Ordinal);
        await foreach (var values in cast.Client.WatchAsync(Mission, Rungs.Ops, string.Join(',', _shown), Channel, ct: cast.Ct))
        {
            foreach (var sample in values.Items)
                newest[sample.Parameter] = sample;
            if (newest.Count == _shown.Length)
                break;
        }
        Hold(newest.Count == _shown.Length, "The stream ended.");
        return string.Join(", ", newest.Values.OrderBy(s => s.Parameter, StringComparer.Ordinal).Select(s => $"{s.Parameter[(s.Parameter.LastIndexOf('/') + 1)..]} {s.Value}"));
    }

    public async Task<string?> NarrowAsync()
    {
        await cast.Client.SetLimitsAsync(Mission, Rungs.Ops, Parameter, new("demo: what does an alarm look like?", [new("warning", 20, 29)], Violations: 2), cast.Ct);
        var alarm = await cast.SeeAsync(async () => await AlarmAsync() is { Level: not null } raised ? raised : null, "no alarm is raised");
        return $"{alarm.Worst}: {Parameter} is {alarm.Value}, {alarm.Limit}";
    }

    public async Task<string?> AcknowledgeAsync()
    {
        var open = await cast.SeeAsync(AlarmAsync, "there is no alarm");
        await cast.Client.AcknowledgeAlarmAsync(Mission, Rungs.Ops, open.Id, "demo", cast.Ct);
        await cast.Client.LiftLimitsAsync(Mission, Rungs.Ops, Parameter, "demo", cast.Ct);
        var over = await cast.SeeAsync(async () => await cast.Client.AlarmsAsync(Mission, Rungs.Ops, all: true, ct: cast.Ct).FirstOrDefaultAsync(a => a.Id == open.Id && a.ClearedAt is not null, cast.Ct), "the alarm is not over");
        return $"seen by {over.AcknowledgedBy}, over since {Units.Time(over.ClearedAt!.Value)}";
    }

    public async Task<string?> ChangeAsync()
    {
        var (original, copy) = (Path.Combine(missions, Mission), Path.Combine(cast.Places.Root, "missions", Mission));
        foreach (var file in LocalFolder.Open(original).Files)
        {
            var target = Path.Combine(copy, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(original, file.Path), target);
        }
        var database = Path.Combine(copy, "telemetry", "swot.xml");
        var text = await File.ReadAllTextAsync(database, cast.Ct);
        var (from, to) = (text.IndexOf($"\"{Parameter}_Type\"", StringComparison.Ordinal), text.IndexOf("</FloatParameterType>", text.IndexOf($"\"{Parameter}_Type\"", StringComparison.Ordinal), StringComparison.Ordinal));
        var changed = _change.Aggregate(text[from..to], (type, one) => type.Replace(one.Before, one.After, StringComparison.Ordinal));
        await File.WriteAllTextAsync(database, text[..from] + changed + text[to..], cast.Ct);
        var difference = DatabaseDiff.Compare(DatabaseFile.Open(Path.Combine(original, "telemetry", "swot.xml"), XtceOptions.Default), DatabaseFile.Open(database, XtceOptions.Default));
        Hold(difference.Changes.Count > 0, "The database says what it said before.");
        var folder = LocalFolder.Open(copy);
        await LocalFolder.SendAsync(folder, () => cast.Client.ApplyAsync(Mission, folder, ct: cast.Ct));
        return string.Join("\n      ", difference.Changes.Select(c => c.ToString())) + $"\n      touched: {string.Join(", ", difference.Packets.Concat(difference.Values).Concat(difference.Limits).Distinct())}";
    }

    public async Task<string?> TakeOverAsync()
    {
        var before = (await ChannelAsync())!.Database;
        foreach (var environment in new[] { Rungs.Aiv, Rungs.Ops })
            Hold((await cast.Client.PromoteAsync(Mission, environment, new(Reason: "demo"), cast.Ct)).Moved, $"{environment} did not move.");
        var after = await cast.SeeAsync(async () => await ChannelAsync() is { } now && now.Database != before ? now : null, "the database did not take over");
        return $"{Units.Short(after.Database)} in the place of {Units.Short(before)}, from packet {after.DatabaseFrom} on; earlier packets keep theirs";
    }

    private async Task<ChannelView?> ChannelAsync() => await cast.Client.ChannelsAsync(Mission, Rungs.Ops, ct: cast.Ct).FirstOrDefaultAsync(c => c.Name == Channel, cast.Ct);

    private async Task<AlarmView?> AlarmAsync() =>
        await cast.Client.AlarmsAsync(Mission, Rungs.Ops, ct: cast.Ct).FirstOrDefaultAsync(a => a.Parameter.EndsWith("/" + Parameter, StringComparison.Ordinal), cast.Ct);
}
