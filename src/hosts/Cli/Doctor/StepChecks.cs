using Gantry.Pipelines;
using Gantry.Podman;
using Gantry.Sandbox;
using Gantry.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Cli;

/// <summary>What can run steps on this machine; each is tried, not only looked for.</summary>
internal static class StepChecks
{
    public static async Task<IReadOnlyList<Diagnosis>> RunAsync(Call call)
    {
        if (!SettingsSources.Read(Environment.CurrentDirectory, []).TryGet(out var settings, out _))
            return [];
        try
        {
            using var runners = StepBackends.Compose(settings, call.Clock, NullLoggerFactory.Instance);
            var folder = Path.Combine(Path.GetFullPath(settings.Text("data.folder")), "attempts");
            return await Task.WhenAll(runners.All.Select(runner => LookAsync(runner, runners.All, folder, call.Ct)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [new("steps", Diagnosis.Problem, $"what runs steps cannot be tried: {e.Message}")];
        }
    }

    /// <summary>Whether tables can be asked with SQL; looked for beside this program, as a server would.</summary>
    public static Diagnosis Analysis() => PipelinesArea.MissingForAnalysis is { } missing
        ? new("analysis", Diagnosis.Absent, $"{missing}; it answers uses: sql and gantry query")
        : new("analysis", Diagnosis.Ok, "uses: sql and gantry query are answered by DuckDB");

    private static async Task<Diagnosis> LookAsync(IStepRunner runner, IReadOnlyList<IStepRunner> all, string attemptsFolder, CancellationToken ct)
    {
        var (what, missing) = ($"steps, {runner.Name}", await runner.MissingAsync(ct));
        if (runner is not (SandboxRunner or PodmanRunner))
            return await IsLastResortAsync(all, ct)
                ? new(what, Diagnosis.Problem, "steps run as plain processes that can do what the server can; install bubblewrap, or see docs/operate/sandbox.md")
                : new(what, Diagnosis.Ok, "not needed: steps run in a sandbox");
        var gives = runner.RunsImages ? "runs steps that name an image" : "runs steps cut off from this machine";
        if (missing is not null)
            return new(what, Diagnosis.Absent, $"{missing}; it {gives}");
        return runner is SandboxRunner sandbox && sandbox.UnlimitedIn(attemptsFolder) is { } unlimited
            ? new(what, Diagnosis.Ok, $"{gives}; {unlimited}")
            : new(what, Diagnosis.Ok, $"{gives}, within limits");
    }

    private static async Task<bool> IsLastResortAsync(IReadOnlyList<IStepRunner> all, CancellationToken ct)
    {
        foreach (var sandbox in all.OfType<SandboxRunner>())
        {
            if (await sandbox.MissingAsync(ct) is null)
                return false;
        }
        return true;
    }
}
