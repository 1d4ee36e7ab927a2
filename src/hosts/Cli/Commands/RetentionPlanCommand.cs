using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Shows what retention would delete.</summary>
internal sealed class RetentionPlanCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<string?> _until = new("--until") { Description = $"{Times.Words}; now when left out.", HelpName = "TIME" };
    private readonly Option<int> _limit = new("--limit") { Description = "The most products to name.", HelpName = "N", DefaultValueFactory = _ => 20 };

    public RetentionPlanCommand() : base("plan", "Show what is deleted until a time, and what holds save; deletes nothing.")
    {
        _target = new(this, "MISSION/ENV", "The environment.", mayBeEmpty: true);
        Add(_until);
        Add(_limit);
    }

    public override IReadOnlyList<string> Examples => ["gantry retention plan sentinel/ops --until 30d", "gantry retention plan sentinel/ops --until 2031-04-05 --limit 1000 --json"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, _) = _target.Read(call);
        var (until, limit, products) = (Times.Read(call.Get(_until), call.Clock), Math.Max(1, call.Get(_limit)), new List<RetentionProduct>());
        RetentionPlanView page;
        string? after = null;
        do
        {
            page = await call.Client.RetentionPlanAsync(target.Mission, target.Environment, until, after, Math.Min(1000, limit - products.Count), call.Ct);
            products.AddRange(page.Products);
            (until, after) = (page.Until, page.Next);
        }
        while (after is not null && products.Count < limit);
        call.Show(page with { Products = products }, plan => Tell(call, target, plan));
        return ExitCode.Done;
    }

    private static void Tell(Call call, Target target, RetentionPlanView plan)
    {
        if (plan.Types.Count == 0)
        {
            call.Out.Line($"Nothing in {target} outlives its retention until {Units.Time(plan.Until)}.");
            return;
        }
        call.Out.Line($"Until {Units.Time(plan.Until)} this goes from {target}:");
        call.Out.Table(["TYPE", "PRODUCTS", "SIZE", "HELD", "HELD SIZE"], plan.Types.Select(t => (string?[])
            [t.Type ?? "none", $"{t.Products}", Units.Size(t.Bytes), $"{t.HeldProducts}", Units.Size(t.HeldBytes)]));
        call.Out.Line();
        call.Out.Table(["GOES", "NAME", "SIZE", "HELD BY"], plan.Products.Select(p => (string?[])
            [Units.Time(p.EvictedAt), p.Name, Units.Size(p.SizeBytes), p.HeldBy?.ToString()]));
        if (plan.Next is not null)
            call.Error.Line("There are more; --limit names more of them.");
    }
}
