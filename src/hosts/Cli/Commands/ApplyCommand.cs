using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Makes a release of a mission folder and lets dev point at it.</summary>
internal sealed class ApplyCommand : Verb
{
    private readonly Argument<string> _folder = new("FOLDER") { Description = "The mission's folder; its mission.yaml says which mission it is." };
    private readonly Option<bool> _liftHold = new("--lift-hold") { Description = "Move dev even if somebody holds it." };

    public ApplyCommand() : base("apply", "Make a release of a mission folder, and let dev point at it.")
    {
        Add(_folder);
        Add(_liftHold);
    }

    public override IReadOnlyList<string> Examples => ["gantry apply missions/sentinel", "gantry apply . --lift-hold"];

    public override async Task<int> RunAsync(Call call)
    {
        var folder = LocalFolder.Open(call.Get(_folder));
        var mission = LocalFolder.MissionOf(folder);
        AppliedView? applied = null;
        await Transfers.ShowAsync(call, 1, folder.SizeBytes, async transfers =>
            applied = await LocalFolder.SendAsync(folder, () => call.Client.ApplyAsync(
                mission, folder, call.Get(_liftHold), transfers.Begin(mission, folder.SizeBytes), call.Ct)));
        call.Show(applied!, _ => Tell(call.Out, applied!));
        return ExitCode.Done;
    }

    private static void Tell(Screen screen, AppliedView applied)
    {
        var release = applied.Release;
        if (!applied.MovedDev)
        {
            screen.Line($"{release.Mission}: nothing changed; dev points at release {Units.Short(release.Id)} already.");
            return;
        }
        var files = $"{Units.Count(release.Files, "file", "files")}, {Units.Size(release.SizeBytes)}";
        screen.Line($"{release.Mission}: dev points at {(applied.IsNew ? "the new" : "the earlier")} release {Units.Short(release.Id)} ({files})", "green");
        Changes.Write(screen, applied.Difference);
    }
}
