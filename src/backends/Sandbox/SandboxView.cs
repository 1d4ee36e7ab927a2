namespace Gantry.Sandbox;

/// <summary>What a step sees of this machine: its programs and what they are made of, and nothing else.</summary>
internal static class SandboxView
{
    private static readonly string[] _programs = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];
    private static readonly string[] _settings = ["/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime"];
    private static readonly string[] _networkSettings =
        ["/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/services", "/etc/protocols", "/etc/ssl", "/etc/pki", "/etc/ca-certificates"];

    // The loader and the C library listen to these, so they are told to the step alone and not to what leads there as another user.
    private static readonly string[] _heardByLoaders = ["LD_", "GLIBC_", "MALLOC_", "GCONV_PATH", "LOCPATH", "NLSPATH", "LANGUAGE", "OUTPUT_CHARSET"];

    private static readonly Dictionary<string, string> _environment = new()
    {
        ["PATH"] = "/usr/local/bin:/usr/bin:/bin", ["HOME"] = StepOrder.Inside, ["LANG"] = "C.UTF-8", ["TMPDIR"] = "/tmp",
    };

    /// <summary>Bubblewrap's arguments, up to the command.</summary>
    /// <param name="users">A file that says who a step is.</param>
    public static IEnumerable<string> Arguments(StepOrder order, SandboxOptions options, string users, bool isRoot) =>
    [
        .. Namespaces(order, isRoot), "--die-with-parent", "--new-session", "--hostname", "step", "--cap-drop", "ALL",
        // Bubblewrap as root hides what it is asked to, and only then somebody else takes over (see Command): so folders that nobody may enter can hold attempts.
        .. isRoot ? (string[])["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"] : [],
        "--ro-bind", "/usr", "/usr", .. _programs.SelectMany(Program),
        "--perms", "0755", "--dir", "/etc", .. _settings.Concat(order.HasNetwork ? _networkSettings : []).Concat(options.Shown).SelectMany(f => (string[])["--ro-bind-try", f, f]),
        "--ro-bind", users, "/etc/passwd",
        "--proc", "/proc", "--dev", "/dev", .. Memory(order, "/dev/shm"), "--remount-ro", "/dev", .. Memory(order, "/tmp"), "--symlink", "/tmp", "/var/tmp",
        "--bind", order.Folder, StepOrder.Inside, .. order.Mounts.SelectMany(m => FoldersTo(m.Target)).Distinct().SelectMany(f => (string[])["--perms", "0755", "--dir", $"{StepOrder.Inside}/{f}"]),
        .. order.Mounts.SelectMany(m => (string[])["--ro-bind", m.Source, $"{StepOrder.Inside}/{m.Target}"]),
        "--remount-ro", "/", "--chdir", StepOrder.Inside, "--clearenv", .. Environment(order).Where(v => !IsHeard(v.Key)).SelectMany(v => (string[])["--setenv", v.Key, v.Value]),
    ];

    /// <summary>The command that is run inside.</summary>
    public static IEnumerable<string> Command(StepOrder order, bool isRoot)
    {
        var heard = Environment(order).Where(v => IsHeard(v.Key)).Select(v => $"{v.Key}={v.Value}").ToList();
        return
        [
            "/usr/bin/setpriv", .. isRoot ? (string[])["--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"] : ["--no-new-privs"],
            "--", .. heard.Count > 0 ? (string[])["/usr/bin/env", "--", .. heard] : [], .. order.Command,
        ];
    }

    private static string[] Namespaces(StepOrder order, bool isRoot) =>
    [
        "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", .. order.HasNetwork ? (string[])[] : ["--unshare-net"],
        .. isRoot ? (string[])[] : ["--unshare-user", "--disable-userns", "--uid", "65534", "--gid", "65534"],
    ];

    // Where /bin is a folder of its own it is shown, where it is a link into /usr so it is inside.
    private static string[] Program(string folder) =>
        new DirectoryInfo(folder) is { Exists: true } found ? found.LinkTarget is { } target ? ["--symlink", target, folder] : ["--ro-bind", folder, folder] : [];

    // Bubblewrap would make them for its own eyes only.
    private static IEnumerable<string> FoldersTo(string target)
    {
        for (var at = target.IndexOf('/', StringComparison.Ordinal); at >= 0; at = target.IndexOf('/', at + 1))
            yield return target[..at];
    }

    private static string[] Memory(StepOrder order, string folder) =>
        ["--perms", "1777", "--size", order.MemoryBytes.ToString(System.Globalization.CultureInfo.InvariantCulture), "--tmpfs", folder];

    private static Dictionary<string, string> Environment(StepOrder order)
    {
        var all = new Dictionary<string, string>(_environment);
        foreach (var (name, value) in order.Environment)
            all[name] = value;
        return all;
    }

    private static bool IsHeard(string name) => _heardByLoaders.Any(heard => name.StartsWith(heard, StringComparison.Ordinal));
}
