using Gantry.Local;
using Gantry.Podman;
using Gantry.Sandbox;

namespace Gantry.Server;

/// <summary>What runs steps on this node, as its settings want it.</summary>
public static class StepBackends
{
    /// <summary>The runners; to be disposed of.</summary>
    public static StepRunners Compose(Settings settings, TimeProvider clock, ILoggerFactory loggers)
    {
        var containers = new PodmanRunner(Containers(settings), clock);
        var sandbox = new SandboxRunner(new SandboxOptions { Shown = Words(settings.Find("steps.show")) }, clock, loggers.CreateLogger<SandboxRunner>());
        var process = new ProcessRunner(new(), clock);
        var log = loggers.CreateLogger<StepRunners>();
        return settings.Text("steps.sandbox") switch
        {
            "required" => new([sandbox, containers], null, log),
            "off" => new([containers], process, log),
            _ => new([sandbox, containers], process, log),
        };
    }

    private static PodmanOptions Containers(Settings settings)
    {
        var options = new PodmanOptions { Folder = Path.GetFullPath(Path.Combine(settings.Text("data.folder"), "containers")), StorageFolder = settings.Find("steps.images") };
        return settings.Find("steps.engine") is { } engine ? options with { Programs = [engine] } : options;
    }

    private static string[] Words(string? list) => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
