using System.Globalization;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Shows what is on time, late or missing.</summary>
internal sealed class PunctualityCommand : Verb
{
    private readonly TargetWords _target;

    public PunctualityCommand() : base("punctuality", "Show which types are on time, late or missing; with a type, which of its products came late.") =>
        _target = new(this, "MISSION/ENV TYPE", "The environment, and perhaps a type.", mayBeEmpty: true);

    public override IReadOnlyList<string> Examples => ["gantry punctuality sentinel/ops", "gantry punctuality sentinel/ops AUX_RESORB"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        if (words.Length > 1)
            throw new UsageException($"One type at a time; '{words[1]}' is too much.");
        await (words is [var type] ? ShowLateAsync(call, target, type) : ShowAllAsync(call, target));
        return ExitCode.Done;
    }

    private static async Task ShowAllAsync(Call call, Target target)
    {
        var types = new Page<PunctualityView>(await call.Client.PunctualityAsync(target.Mission, target.Environment, call.Ct), null);
        call.Show(types, _ => call.Out.Table(["TYPE", "STATE", "WITHIN", "LATE", "WORST", "EXPECTED", "PUBLISHED", "DUE", "MISSING", "WHY BEHIND"], types.Items.Select(t => (string?[])
        [
            t.Type, t.State == "behind" ? "behind" : "on time", Length(t.TimelinessSeconds), t.Late?.ToString(CultureInfo.InvariantCulture), Length(t.WorstSeconds), t.Expected,
            $"{t.Published}", t.Due?.ToString(CultureInfo.InvariantCulture), t.Missing?.ToString(CultureInfo.InvariantCulture), t.Reason,
        ])));
        if (!call.IsJson && types.Items.Count == 0)
            call.Error.Line($"No type in {target} says 'timeliness' or 'expected'; types.yaml is where to.");
    }

    private static async Task ShowLateAsync(Call call, Target target, string type)
    {
        var late = await call.AllAsync(call.Client.LateProductsAsync(target.Mission, target.Environment, type, call.Ct));
        call.Show(late, _ => call.Out.Table(["NAME", "ORIGIN", "PUBLISHED", "TOOK"], late.Items.Select(p => (string?[])
            [p.Name, Units.Time(p.OriginAt), Units.Time(p.PublishedAt), Length(p.TookSeconds)])));
        if (!call.IsJson && late.Items.Count == 0)
            call.Error.Line($"No product of {type} in {target} came late.");
    }

    private static string? Length(double? seconds) => seconds is { } known ? Units.Span(TimeSpan.FromSeconds(known)) : null;
}
