using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Lists an environment's alarms, and acknowledges, shelves or clears one.</summary>
internal sealed class TmAlarmsCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<bool> _all = new("--all") { Description = "Those that are over too." };
    private readonly Option<Guid?> _acknowledge = new("--acknowledge") { Description = "Says that you have seen this one.", HelpName = "ID" };
    private readonly Option<Guid?> _shelve = new("--shelve") { Description = "Puts this one aside.", HelpName = "ID" };
    private readonly Option<string> _for = new("--for") { Description = "For how long; 0s takes it back.", HelpName = "SPAN", DefaultValueFactory = _ => "1h" };
    private readonly Option<Guid?> _clear = new("--clear") { Description = "Ends this one by hand; --note says why.", HelpName = "ID" };
    private readonly Option<string?> _note = new("--note") { Description = "What you have to say of it.", HelpName = "TEXT" };

    public TmAlarmsCommand() : base("alarms", "List the alarms of a mission's environment; acknowledge, shelve or clear one.")
    {
        _target = new(this, "MISSION/ENV", "The environment.", mayBeEmpty: true);
        foreach (var option in (Option[])[_all, _acknowledge, _shelve, _for, _clear, _note])
            Add(option);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry tm alarms swot/ops",
        "gantry tm alarms swot/ops --acknowledge 0199a2f0-0000-7000-8000-000000000000 --note 'eclipse'",
        "gantry tm alarms swot/ops --shelve 0199a2f0-0000-7000-8000-000000000000 --for 2h",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, _) = _target.Read(call);
        var (acknowledge, shelve, clear, note) = (call.Get(_acknowledge), call.Get(_shelve), call.Get(_clear), call.Get(_note));
        if (((Guid?[])[acknowledge, shelve, clear]).Count(id => id is not null) > 1)
            throw new UsageException("--acknowledge, --shelve and --clear are three things; do one at a time.");
        if (acknowledge is { } seen)
            return Tell(call, await call.Client.AcknowledgeAlarmAsync(target.Mission, target.Environment, seen, note, call.Ct));
        if (shelve is { } aside)
        {
            var howLong = Durations.TryParse(call.Get(_for)!, out var span) ? span : throw new UsageException($"--for '{call.Get(_for)}' is not a length of time such as 30m or 2h.");
            return Tell(call, await call.Client.ShelveAlarmAsync(target.Mission, target.Environment, aside, howLong, note, call.Ct));
        }
        if (clear is { } over)
            return Tell(call, await call.Client.ClearAlarmAsync(target.Mission, target.Environment, over, note ?? throw new UsageException("--clear wants --note: whoever ends an alarm by hand says why."), call.Ct));
        var alarms = await call.AllAsync(call.Client.AlarmsAsync(target.Mission, target.Environment, call.Get(_all), ct: call.Ct));
        if (alarms.Items.Count == 0)
            await call.Client.MissionAsync(target.Mission, call.Ct);
        call.Show(alarms, _ => call.Out.Table(["ID", "PARAMETER", "LEVEL", "WORST", "VALUE", "RAISED", "SEEN BY", "", "CHANNEL"], alarms.Items.Select(Row)));
        if (!call.IsJson && alarms.Items.Count == 0)
            call.Out.Line("No alarms.", "green");
        return ExitCode.Done;
    }

    private static int Tell(Call call, AlarmView alarm)
    {
        call.Show(alarm, _ => call.Out.Line($"{alarm.Parameter}: {(alarm.ClearedAt is not null ? "over" : alarm.ShelvedUntil is { } until ? $"put aside until {Units.Time(until)}" : alarm.AcknowledgedBy is { } by ? $"seen by {by}" : "open")}"));
        return ExitCode.Done;
    }

    private static string?[] Row(AlarmView a) =>
    [
        a.Id.ToString(), a.Parameter, a.Level ?? "well again", a.Worst, a.Value, Units.Time(a.RaisedAt), a.AcknowledgedBy,
        a.ClearedAt is { } over ? $"over since {Units.Time(over)}" : a.ShelvedUntil is { } until ? $"aside until {Units.Time(until)}" : a.Note ?? "", a.Channel,
    ];
}
