using Gantry.Api;
using static Gantry.Cli.DemoCast;

namespace Gantry.Cli;

/// <summary>An asteroid night as a pipeline, and a change to one of its steps on its way to operations.</summary>
internal sealed class NightScenes(DemoCast cast, string missions)
{
    private const string Mission = "neo";
    private const string Before = "--palermo \"$P_PALERMO\"";
    private const string After = "--palermo new";

    private long _changed;

    /// <summary>The night builds its own program, and a step sees of the machine what lies below /usr.</summary>
    public static bool MayBeSeen => typeof(object).Assembly.Location.StartsWith("/usr/", StringComparison.Ordinal) || !OperatingSystem.IsLinux();

    public async Task<string?> PromoteAsync()
    {
        foreach (var environment in new[] { Rungs.Aiv, Rungs.Ops })
            Hold((await cast.Client.PromoteAsync(Mission, environment, new(Reason: "demo"), cast.Ct)).Moved, $"{environment} did not move.");
        return null;
    }

    public async Task<string?> ObserveAsync()
    {
        var run = await RunAsync("recorded");
        var files = await OutputsAsync(run);
        Hold(files.TrueForAll(f => f.Offer == "published"), "Not all of it was published.");
        return $"{files.Count} files of astrometry, {Units.Size(files.Sum(f => f.SizeBytes))}, by the mission's own program, which was built on the way";
    }

    public async Task<string?> PlayAsync()
    {
        var run = await RunAsync("night");
        var made = await OutputsAsync(run);
        Directory.CreateDirectory(cast.Places.Downloads);
        foreach (var file in made.Where(m => m.Type is "PLOT" or "RISK_LIST"))
            await cast.Client.DownloadAsync(await cast.Client.ProductAsync(Mission, Rungs.Ops, file.OfferedAs!, cast.Ct), Path.Combine(cast.Places.Downloads, file.OfferedAs!), ct: cast.Ct);
        Hold(made.Count(m => m.Type == "PLOT") == 2, "There are no two plots.");
        return $"{string.Join(", ", made.Where(m => m.Type is not null).Select(m => m.OfferedAs))}; plots to open in {cast.Places.Downloads}";
    }

    public async Task<string?> ChangeAsync()
    {
        _changed = cast.Call.Clock.GetTimestamp();
        var (original, copy) = (Path.Combine(missions, Mission), Path.Combine(cast.Places.Root, "missions", Mission));
        foreach (var file in LocalFolder.Open(original).Files)
        {
            var target = Path.Combine(copy, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(original, file.Path), target);
        }
        var night = Path.Combine(copy, "pipelines", "night.yaml");
        var text = await File.ReadAllTextAsync(night, cast.Ct);
        Hold(text.Contains(Before, StringComparison.Ordinal), "The step to change is not there.");
        await File.WriteAllTextAsync(night, text.Replace(Before, After, StringComparison.Ordinal), cast.Ct);
        var folder = LocalFolder.Open(copy);
        var applied = await LocalFolder.SendAsync(folder, () => cast.Client.ApplyAsync(Mission, folder, ct: cast.Ct));
        return $"dev points at {Units.Short(applied.Release.Id)}: {Before} became {After}";
    }

    public async Task<string?> ShadowAsync()
    {
        var batch = await cast.Client.BeginBatchAsync(Mission, Rungs.Dev, "night", new("shadow", From: Rungs.Ops, Last: 1), cast.Ct);
        var ended = await cast.SeeAsync(async () => await cast.Client.BatchAsync(Mission, Rungs.Dev, batch.Id, cast.Ct) is { EndedAt: not null } now ? now : null, "the shadow has not ended");
        Hold(ended.State == "done" && ended.Runs?.GetValueOrDefault("passed") == 1, $"The shadow is {ended.State}.");
        var different = await cast.Client.ComparedAsync(Mission, Rungs.Dev, batch.Id, ct: cast.Ct).ToListAsync(cast.Ct);
        Hold(different is [{ Step: "risk" }], $"{different.Count} products differ, and the risk list should.");
        return $"{ended.Compared!.GetValueOrDefault("same")} products are the same; {different[0].Name}: {different[0].Sentence}{string.Concat(different[0].Examples.Take(2).Select(e => $"\n      {e}"))}";
    }

    public async Task<string?> BringUpAsync()
    {
        await PromoteAsync();
        return $"in operations {Units.Duration(cast.Call.Clock.GetElapsedTime(_changed))} after the first keystroke";
    }

    private async Task<RunView> RunAsync(string pipeline)
    {
        var run = await RunBars.FollowAsync(cast.Call, cast.Client, await cast.Client.StartRunAsync(Mission, Rungs.Ops, pipeline, new(), cast.Ct));
        Hold(run.State == "passed", $"The run {run.Id} {run.State}: {run.Reason}");
        return run;
    }

    private Task<List<RunOutputView>> OutputsAsync(RunView run) =>
        cast.Client.RunOutputsAsync(Mission, Rungs.Ops, run.Id, cast.Ct).Where(o => o.Type is not null).ToListAsync(cast.Ct).AsTask();
}
