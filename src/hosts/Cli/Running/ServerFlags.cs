using System.CommandLine;
using Gantry.Server;

namespace Gantry.Cli;

/// <summary>How a server's settings are given on a command line: --config and --set.</summary>
internal sealed class ServerFlags
{
    private readonly Option<string?> _config = new("--config") { Description = "The settings file; else GANTRY_CONFIG, else gantry.yaml here if there is one.", HelpName = "FILE" };
    private readonly Option<string[]> _set = new("--set") { Description = "One setting; may be repeated, and wins over file and environment.", HelpName = "KEY=VALUE" };

    public ServerFlags(Command command)
    {
        command.Add(_config);
        command.Add(_set);
    }

    /// <param name="call">The command line.</param>
    /// <param name="shortcuts">Settings that other options stand for; --set still wins.</param>
    public Settings Read(Call call, IEnumerable<string> shortcuts)
    {
        var flags = new List<string>();
        if (call.Get(_config) is { } file)
            flags.AddRange(["--config", file]);
        foreach (var setting in shortcuts.Concat(call.Get(_set) ?? []))
            flags.AddRange(setting.Contains('=') ? ["--set", setting] : throw new UsageException($"--set {setting} gives no value; write KEY=VALUE."));
        return SettingsSources.Read(Environment.CurrentDirectory, flags).TryGet(out var settings, out var fault)
            ? settings
            : throw new UsageException(fault.Message);
    }
}
