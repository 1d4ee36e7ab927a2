using Gantry.Client;
using Gantry.Server;

namespace Gantry.Cli;

/// <summary>Looks which optional parts this machine has, what they would give, and whether a server answers.</summary>
internal sealed class DoctorCommand() : Verb("doctor", "What this machine has, what is missing, and what that would give.")
{
    public override IReadOnlyList<string> Examples => ["gantry doctor", "gantry doctor --json", "gantry doctor --url https://gantry.example.org"];

    public override async Task<int> RunAsync(Call call)
    {
        List<Look> looks = [DataFolder(), .. Parts.All(), await ServerAsync(call)];
        call.Show(new { Parts = looks }, _ => call.Out.Table(
            ["PART", "STATE", "SAYS"], looks.Select(f => new[] { f.Part, f.State, f.Says })));
        return looks.TrueForAll(f => f.State != "bad") ? ExitCode.Done : ExitCode.Broke;
    }

    private static Look DataFolder()
    {
        if (!SettingsSources.Read(Environment.CurrentDirectory, []).TryGet(out var settings, out var fault))
            return new("settings", "bad", fault.Message);
        var folder = settings.Text("data.folder");
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $"probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new("data folder", "ok", $"{folder} can be written, {Units.Size(new DriveInfo(folder).AvailableFreeSpace)} free");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("data folder", "bad", $"{folder} cannot be written: {e.Message}");
        }
    }

    private static async Task<Look> ServerAsync(Call call)
    {
        try
        {
            var health = await call.Client.HealthAsync(call.Ct);
            var wrong = health.Parts.Where(p => !p.IsHealthy).Select(p => $"{p.Name} {p.Detail}").ToList();
            return wrong.Count == 0
                ? new("server", "ok", $"{call.Address} is ready")
                : new("server", "bad", $"{call.Address} is not ready: {string.Join("; ", wrong)}");
        }
        catch (GantryUnreachableException)
        {
            return new("server", "absent", $"nothing answers at {call.Address}; 'gantry up' starts one here");
        }
    }
}

/// <summary>One thing looked at: ok, absent (and that is all right) or bad.</summary>
internal sealed record Look(string Part, string State, string Says);
