using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Sandbox;

/// <summary>Tries a sandbox, which is the only way to know: programs, kernel and its settings must all allow it.</summary>
internal sealed class SandboxProbe(SandboxOptions options, TimeProvider clock)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    /// <summary>Why nothing can be run; null when it can.</summary>
    public async Task<string?> RunAsync()
    {
        if (!OperatingSystem.IsLinux())
            return "sandboxes are made of what only Linux has";
        var folder = Directory.CreateTempSubdirectory("gantry-sandbox-probe-");
        try
        {
            using var runner = new SandboxRunner(options with { UsesCgroups = false }, clock, NullLogger<SandboxRunner>.Instance);
            var order = new StepOrder(Guid.CreateVersion7(), folder.CreateSubdirectory("attempt").FullName, ["true"]) { TimeLimit = _patience };
            var exit = await runner.RunAsync(order, new Unheard(), CancellationToken.None);
            return exit is { End: StepEnd.Exited, Code: 0 } ? null : $"a sandbox can be made, but nothing runs in it (it ended with {exit.Code})";
        }
        catch (StepRunnerException e)
        {
            return $"{Explain(e.Message)}: {e.Message}";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string Explain(string said) =>
        said.Contains("not found", StringComparison.Ordinal) ? $"bubblewrap ({options.Program}) is not installed"
        : said.Contains("nknown option", StringComparison.Ordinal) ? "bubblewrap 0.8 or newer is needed"
        : said.Contains("setpriv", StringComparison.Ordinal) ? "setpriv (util-linux) is not installed"
        : said.Contains("namespace", StringComparison.Ordinal) || said.Contains("Operation not permitted", StringComparison.Ordinal) || said.Contains("Permission denied", StringComparison.Ordinal)
            ? "this machine lets this user make no namespaces"
        : "no sandbox can be made";
}

/// <summary>Hears nothing.</summary>
internal sealed class Unheard : IStepListener
{
    public ValueTask SaidAsync(StepVoice voice, ReadOnlyMemory<byte> bytes, CancellationToken ct) => ValueTask.CompletedTask;
}
