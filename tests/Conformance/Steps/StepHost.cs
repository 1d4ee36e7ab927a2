using System.Diagnostics;
using System.Text.Json;

namespace Gantry.Conformance;

/// <summary>A process of its own that runs a step, to be killed in the midst of it.</summary>
public sealed class StepHost : IAsyncDisposable
{
    private readonly Process _process;

    private StepHost(Process process) => _process = process;

    /// <summary>Returns when the step has said that it is ready.</summary>
    public static async Task<StepHost> StartAsync(StepPlace place, StepOrder order)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Gantry.StepHost.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, place.HostKind, JsonSerializer.Serialize(order), place.HostOptions]) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready")
                return new(process);
        }
        throw new InvalidOperationException("The helper ended before its step was ready.");
    }

    /// <summary>As a power cut would: nothing of it has a moment to put anything in order.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }
}
