using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Has catalogue, lake and sources compared, and shows what was found.</summary>
internal sealed class ReconcileCommand : Verb
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromMilliseconds(500);

    private readonly TargetWords _target;
    private readonly Option<bool> _repair = new("--repair") { Description = "Repair what is safe." };
    private readonly Option<bool> _deep = new("--deep") { Description = "Read every product's bytes." };
    private readonly Option<string?> _id = new("--id") { Description = "Show one that was asked for before, instead of asking for another.", HelpName = "ID" };
    private readonly Option<int> _limit = new("--limit") { Description = "The most discrepancies to list.", HelpName = "N", DefaultValueFactory = _ => 20 };

    public ReconcileCommand() : base("reconcile", "Compare catalogue, lake and sources; exits with 14 when something is left that is wrong.")
    {
        _target = new(this, "MISSION/ENV", "The environment.", mayBeEmpty: true);
        Add(_repair);
        Add(_deep);
        Add(_id);
        Add(_limit);
    }

    public override IReadOnlyList<string> Examples => ["gantry reconcile sentinel/ops", "gantry reconcile sentinel/ops --deep --repair"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, _) = _target.Read(call);
        var id = call.Get(_id) is { } known
            ? Ids.Read(known)
            : (await call.Client.ReconcileAsync(target.Mission, target.Environment, new(call.Get(_deep), call.Get(_repair)), call.Ct)).Id;
        var run = await FollowAsync(call, target, id);
        var found = await ListAsync(call, target, id, Math.Max(0, call.Get(_limit)));
        call.Show(new { Reconciliation = run, Discrepancies = found }, _ => Tell(call, target, run, found));
        return run.State == "failed" ? ExitCode.Broke : run.Found.Any(f => f.IsWrong && f.Count > f.Repaired) ? ExitCode.Conflict : ExitCode.Done;
    }

    private static async Task<ReconciliationView> FollowAsync(Call call, Target target, Guid id)
    {
        var shown = "";
        while (true)
        {
            var run = await call.Client.ReconciliationAsync(target.Mission, target.Environment, id, call.Ct);
            if (run.State is "done" or "failed")
                return run;
            var progress = run.Stage is { } stage ? $"{stage}: {run.Looked.GetValueOrDefault(stage)} looked at" : run.State;
            if (!call.IsJson && progress != shown)
                call.Error.Line(shown = progress);
            await Task.Delay(_lookEvery, call.Clock, call.Ct);
        }
    }

    private static async Task<List<DiscrepancyView>> ListAsync(Call call, Target target, Guid id, int limit)
    {
        var found = new List<DiscrepancyView>();
        string? after = null;
        while (found.Count < limit)
        {
            var page = await call.Client.DiscrepanciesPageAsync(target.Mission, target.Environment, id, after, Math.Min(1000, limit - found.Count), call.Ct);
            found.AddRange(page.Items);
            if ((after = page.Next) is null)
                break;
        }
        return found;
    }

    private static void Tell(Call call, Target target, ReconciliationView run, List<DiscrepancyView> found)
    {
        call.Out.Line($"{target} {run.Id} is {run.State}{(run.Fault is null ? "" : $": {run.Fault}")}; looked at {string.Join(", ", run.Looked.Select(l => $"{l.Value} of {l.Key}"))}");
        if (run.Found.Count == 0)
            call.Out.Line("Everything fits.");
        call.Out.Table(["FOUND", "COUNT", "REPAIRED", "WHAT IT MEANS"], run.Found.Select(f => (string?[])[f.Kind, $"{f.Count}", $"{f.Repaired}", f.Meaning]));
        if (found.Count == 0)
            return;
        call.Out.Line();
        call.Out.Table(["WHAT", "NAME", "REPAIRED", "DETAIL"], found.Select(d => (string?[])[d.Kind, d.Name, d.Repaired ? "yes" : "no", d.Detail]));
        if (run.Found.Sum(f => f.Count) > found.Count)
            call.Error.Line($"There are more; 'gantry reconcile {target} --id {run.Id} --limit 1000' lists more of them.");
    }
}
