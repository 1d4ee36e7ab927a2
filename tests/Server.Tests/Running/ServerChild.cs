using System.Diagnostics;

namespace Gantry.Server.Tests.Running;

/// <summary>The server as a process of its own, which can be killed.</summary>
public sealed class ServerChild : IAsyncDisposable
{
    private readonly Process _process;

    private ServerChild(Process process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    public int ProcessId => _process.Id;

    public static async Task<ServerChild> StartAsync(IEnumerable<(string Key, string Value)> settings)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Gantry.Server.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. settings.SelectMany(s => new[] { "--set", $"{s.Key}={s.Value}" })])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var variable in start.Environment.Keys.Where(k => k.StartsWith("GANTRY_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(variable);
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("is ready at ", StringComparison.Ordinal))
            {
                // Whatever else it says must be read, or it would wait for its reader.
                _ = process.StandardOutput.ReadToEndAsync();
                return new(process, line[(line.IndexOf("is ready at ", StringComparison.Ordinal) + 12)..].Trim());
            }
        }
        throw new InvalidOperationException($"The server did not start: {await errors}");
    }

    /// <summary>kill -9: no time for anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; returns the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("/bin/kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }
}
