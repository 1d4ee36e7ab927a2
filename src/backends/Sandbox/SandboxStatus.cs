using System.Text.Json;

namespace Gantry.Sandbox;

/// <summary>What bubblewrap writes about itself: one JSON object a line.</summary>
/// <param name="First">The first process inside, as this machine counts; null until there is one.</param>
/// <param name="HasRun">Whether the command was run to its end; else whatever bubblewrap's exit code says is about bubblewrap.</param>
internal sealed record SandboxStatus(int? First, bool HasRun)
{
    public static SandboxStatus Read(string file)
    {
        var status = new SandboxStatus(null, false);
        try
        {
            foreach (var line in File.ReadLines(file))
            {
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.TryGetProperty("child-pid", out var child))
                    status = status with { First = child.GetInt32() };
                if (document.RootElement.TryGetProperty("exit-code", out _))
                    status = status with { HasRun = true };
            }
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            // Not written yet, or not to its end.
        }
        return status;
    }
}
