using System.CommandLine;
using System.Globalization;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Shows limits beside the database's own, and sets or lifts them while channels run.</summary>
internal sealed class TmLimitsCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<string?> _set = new("--set") { Description = "Limits in the place of the database's: warning 25..34, critical 23..36; one end may be missing.", HelpName = "RANGES" };
    private readonly Option<bool> _off = new("--off") { Description = "Watch nothing." };
    private readonly Option<bool> _lift = new("--lift") { Description = "Let the database's own hold again." };
    private readonly Option<int?> _violations = new("--violations") { Description = "How many samples in a row it takes; 1 when left out.", HelpName = "N" };
    private readonly Option<string?> _for = new("--for") { Description = "For how long; until they are lifted when left out.", HelpName = "SPAN" };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why; it goes into the journal.", HelpName = "TEXT" };

    public TmLimitsCommand() : base("limits", "Show the limits that were set at run time; set or lift those of a parameter.")
    {
        _target = new(this, "MISSION/ENV PARAMETER", "The environment, and a parameter; all that were set when none is named.", mayBeEmpty: true);
        foreach (var option in (Option[])[_set, _off, _lift, _violations, _for, _reason])
            Add(option);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry tm limits swot/ops",
        "gantry tm limits swot/ops EPS_BUS_VOLTAGE --set 'warning 25..34, critical 23..36' --for 2h --reason 'eclipse season'",
        "gantry tm limits swot/ops EPS_BUS_VOLTAGE --lift",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, names) = _target.Read(call);
        var (set, off, lift) = (call.Get(_set), call.Get(_off), call.Get(_lift));
        if (((bool[])[set is not null, off, lift]).Count(one => one) > 1)
            throw new UsageException("--set, --off and --lift are three things; do one.");
        if (names.Length > 1 || names.Length == 0 && (set is not null || off || lift))
            throw new UsageException("Name one parameter whose limits change.");
        if (names is not [var parameter])
            return List(call, await call.Client.LimitsAsync(target.Mission, target.Environment, call.Ct));
        if (lift)
            return List(call, [await call.Client.LiftLimitsAsync(target.Mission, target.Environment, parameter, call.Get(_reason), call.Ct)]);
        if (set is null && !off)
            return List(call, [await call.Client.LimitsAsync(target.Mission, target.Environment, parameter, call.Ct)]);
        var reason = call.Get(_reason) ?? throw new UsageException("Whoever changes limits says why: --reason TEXT.");
        DateTimeOffset? until = call.Get(_for) is not { } text ? null
            : Durations.TryParse(text, out var span) && span > TimeSpan.Zero ? call.Clock.GetUtcNow() + span
            : throw new UsageException($"--for '{text}' is not a length of time such as 30m or 2h.");
        return List(call, [await call.Client.SetLimitsAsync(target.Mission, target.Environment, parameter, new(reason, set is null ? null : Ranges(set), call.Get(_violations), off, until), call.Ct)]);
    }

    private static List<LimitRange> Ranges(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(part =>
        part.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var level, var range] && range.Split("..") is [var low, var high]
            ? new LimitRange(level, Number(part, low), Number(part, high))
            : throw Unclear(part))];

    private static double? Number(string part, string text) => text.Length == 0 ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Unclear(part);

    private static UsageException Unclear(string part) => new($"--set '{part}' is not a level and a range, such as warning 25..34 or critical ..36.");

    private static int List(Call call, IReadOnlyList<LimitsView> limits)
    {
        call.Show(limits, _ => call.Out.Table(["PARAMETER", "LIMITS", "SINCE", "UNTIL", "BY", "WHY", "OF THE DATABASE"], limits.Select(l => (string?[])
            [l.Parameter, l.SetBy is null ? "of the database" : l.IsOff ? "off" : Words(l.Ranges, l.Violations, 0), Units.Time(l.SetAt), l.Until is { } until ? Units.Time(until) : "", l.SetBy ?? "", l.Reason ?? "", Words(l.Own, l.OwnViolations, l.OwnContexts)])));
        if (!call.IsJson && limits.Count == 0)
            call.Out.Line("Nobody has set limits; those of the database hold.", "green");
        return ExitCode.Done;
    }

    private static string Words(IReadOnlyList<LimitRange> ranges, int? violations, int contexts)
    {
        var words = string.Join(", ", ranges.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Level} {r.Low}..{r.High}")));
        return (words.Length == 0 ? "none" : words) + (violations > 1 ? $", {violations} in a row" : "") + (contexts > 0 ? $"; others in {Units.Count(contexts, "context", "contexts")}" : "");
    }
}
