using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Says what applying a folder would do, before it does it.</summary>
internal sealed class PlanCommand : Verb
{
    private readonly Argument<string> _folder = new("FOLDER") { Description = "The mission's folder." };

    public PlanCommand() : base("plan", "Say what applying a mission folder would do.") => Add(_folder);

    public override IReadOnlyList<string> Examples => ["gantry plan missions/sentinel", "gantry plan --json . | jq .difference"];

    public override async Task<int> RunAsync(Call call)
    {
        var folder = LocalFolder.Open(call.Get(_folder));
        var mission = LocalFolder.MissionOf(folder);
        var plan = await LocalFolder.SendAsync(folder, () => call.Client.PlanAsync(mission, folder, ct: call.Ct));
        call.Show(plan, _ => Tell(call.Out, plan));
        return ExitCode.Done;
    }

    private static void Tell(Screen screen, PlanView plan)
    {
        if (plan.Release == plan.Standing)
        {
            screen.Line($"{plan.Mission}: nothing would change; dev points at release {Units.Short(plan.Release)} already.");
            return;
        }
        var how = plan.IsNew ? "a new release" : "the earlier release";
        screen.Line($"{plan.Mission}: dev would move from {Units.Short(plan.Standing) ?? "nothing"} to {how} {Units.Short(plan.Release)}:");
        Changes.Write(screen, plan.Difference);
        if (plan.Blocked is { } reason)
            screen.Line($"As things stand it would be refused: {reason}", "yellow");
    }
}
