using System.Globalization;

namespace Gantry.Podman;

/// <summary>What the engine is told for one attempt.</summary>
internal static class ContainerArguments
{
    /// <summary>Says which folder of attempts a container is of.</summary>
    public const string Label = "gantry.attempts";

    // Podman takes this many processes for itself, and can give no more.
    private const long MostForPodman = 32_768;

    public static string NameOf(Guid attempt) => $"gantry-{attempt:N}";

    public static IEnumerable<string> Run(Engine engine, StepOrder order, string environmentFile, string processFile)
    {
        var (memory, disk) = (Number(order.MemoryBytes), Number(order.DiskBytes));
        return
        [
            "run", "--name", NameOf(order.Attempt), "--label", $"{Label}={Path.GetDirectoryName(order.Folder)}", "--pull", "missing",
            "--network", order.HasNetwork ? "host" : "none", .. order.HasNetwork ? (string[])[] : ["--hostname", "step"],
            "--read-only", "--cap-drop", "all", "--security-opt", "no-new-privileges", "--security-opt", "label=disable", "--user", $"{StepFolder.Nobody}:{StepFolder.Nobody}",
            "--memory", memory, "--memory-swap", memory, "--cpus", order.Processors.ToString("0.###", CultureInfo.InvariantCulture), "--pids-limit", Number(order.Processes),
            // No more than this process, and podman under it, may have: a host may let nobody raise them.
            "--ulimit", $"fsize={disk}:{disk}", "--ulimit", "core=0:0", .. OwnLimit("nofile", "Max open files"), .. OwnLimit("nproc", "Max processes"),
            "--tmpfs", $"/tmp:rw,mode=1777,size={memory}", "--mount", Bind(order.Folder, StepOrder.Inside, isReadOnly: false),
            .. order.Mounts.SelectMany(m => (string[])["--mount", Bind(m.Source, $"{StepOrder.Inside}/{m.Target}", isReadOnly: true)]),
            "--workdir", StepOrder.Inside, "--env-file", environmentFile, "--log-driver", "none", "--entrypoint", "",
            .. engine.IsPodman ? Podmans(processFile) : [], order.Image!, .. order.Command,
        ];
    }

    /// <summary>The environment, in the engine's format: it knows no line breaks.</summary>
    public static string Environment(StepOrder order)
    {
        var all = new Dictionary<string, string> { ["HOME"] = StepOrder.Inside, ["LANG"] = "C.UTF-8", ["TMPDIR"] = "/tmp" };
        foreach (var (name, value) in order.Environment)
            all[name] = value;
        if (all.FirstOrDefault(v => v.Value.AsSpan().ContainsAny('\n', '\r') || v.Key.StartsWith('#')).Key is { } wrong)
            throw new StepRunnerException($"The variable {wrong} has more than one line, which a container cannot be given; put it into a file.");
        return string.Concat(all.Select(v => $"{v.Key}={v.Value}\n"));
    }

    private static string[] Podmans(string processFile) =>
    [
        "--read-only-tmpfs=false", "--http-proxy=false", "--pidfile", processFile,
        .. System.Environment.IsPrivilegedProcess ? (string[])[] : ["--userns", $"keep-id:uid={StepFolder.Nobody},gid={StepFolder.Nobody}"],
    ];

    private static string Bind(string source, string target, bool isReadOnly) =>
        source.AsSpan().ContainsAny(',', '"') || target.AsSpan().ContainsAny(',', '"')
            ? throw new StepRunnerException($"{source} cannot be shown to a container at {target}: neither may have a comma or a quotation mark.")
            : $"type=bind,source={source},target={target}{(isReadOnly ? ",readonly" : "")}";

    private static string[] OwnLimit(string name, string line)
    {
        if (!File.Exists("/proc/self/limits") || File.ReadLines("/proc/self/limits").FirstOrDefault(l => l.StartsWith(line, StringComparison.Ordinal)) is not { } found)
            return [];
        var hard = found[line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        var limit = Math.Min(MostForPodman, long.TryParse(hard, NumberStyles.None, CultureInfo.InvariantCulture, out var own) ? own : MostForPodman);
        return ["--ulimit", $"{name}={limit}:{limit}"];
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
