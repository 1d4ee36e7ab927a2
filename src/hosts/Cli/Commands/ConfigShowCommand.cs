using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Shows every setting, its value and who set it. Secrets are never shown.</summary>
internal sealed class ConfigShowCommand : Verb
{
    private readonly ServerFlags _flags;
    private readonly Option<bool> _server = new("--server") { Description = "Ask the running server at --url instead; it takes an administrator." };
    private readonly Option<bool> _changed = new("--changed") { Description = "Only what is not at its default." };

    public ConfigShowCommand() : base("show", "Show every setting, its value and where it came from: what 'gantry up' would use here, or what a running server uses.")
    {
        _flags = new(this);
        Add(_server);
        Add(_changed);
    }

    public override IReadOnlyList<string> Examples => ["gantry config show", "gantry config show --config /etc/gantry.yaml --changed", "gantry config show --server"];

    public override async Task<int> RunAsync(Call call)
    {
        var all = call.Get(_server) ? await call.Client.SettingsAsync(call.Ct) : OfThisPlace(call);
        var shown = new Page<SettingView>([.. all.Where(s => !call.Get(_changed) || s.Source != "default")], null);
        call.Show(shown, _ => call.Out.Table(["SETTING", "VALUE", "SOURCE", "MEANING"], shown.Items.Select(s => (string?[])
            [s.Key, s.Value, s.Source, s.Meaning])));
        if (!call.IsJson && shown.Items.Count == 0)
            call.Error.Line("Everything is at its default.");
        return ExitCode.Done;
    }

    private List<SettingView> OfThisPlace(Call call) => [.. _flags.Read(call, []).All.Select(v => new SettingView(
        v.Setting.Key, v.Setting.IsSecret && v.Value is not null ? "(set)" : v.Value, v.Source, v.Setting.Meaning, v.Setting.IsSecret))];
}
