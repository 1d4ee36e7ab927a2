using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Shows the missions and what stands in their environments.</summary>
internal sealed class MissionsCommand : Verb
{
    private readonly Argument<string?> _mission = new("MISSION") { Description = "One mission only, with who moved what and when.", Arity = ArgumentArity.ZeroOrOne };

    public MissionsCommand() : base("missions", "Show the missions, and which release stands where.") => Add(_mission);

    public override IReadOnlyList<string> Examples => ["gantry missions", "gantry missions sentinel"];

    public override async Task<int> RunAsync(Call call)
    {
        if (call.Get(_mission) is { } name)
        {
            var mission = await call.Client.MissionAsync(name, call.Ct);
            call.Show(mission, _ => TellOne(call.Out, mission));
            return ExitCode.Done;
        }
        var missions = await call.AllAsync(call.Client.MissionsAsync(call.Ct));
        call.Show(missions, _ => TellAll(call, missions.Items));
        return ExitCode.Done;
    }

    private static void TellAll(Call call, IReadOnlyList<MissionView> missions)
    {
        call.Out.Table(["MISSION", .. Rungs.All.Select(r => r.ToUpperInvariant()), "DESCRIPTION"], missions.Select(m => (string?[])
        [
            m.Name, .. Rungs.All.Select(rung => Standing(m.Environments.FirstOrDefault(e => e.Name == rung))), m.Description,
        ]));
        if (missions.Count == 0)
            call.Error.Line("There are no missions yet, or none you may see. 'gantry apply FOLDER' makes one.");
    }

    private static void TellOne(Screen screen, MissionView mission)
    {
        screen.Line($"{mission.Name}: {mission.Description}");
        screen.Table(["ENV", "RELEASE", "SINCE", "BY", "HELD"], mission.Environments.Select(e => (string?[])
            [e.Name, Units.Short(e.Release), Units.Time(e.Since), e.By, e.HoldReason]));
    }

    private static string? Standing(EnvironmentView? environment) =>
        environment is { IsHeld: true } ? $"{Units.Short(environment.Release)} (held)" : Units.Short(environment?.Release);
}
