using System.Diagnostics;
using Gantry.Local;
using Gantry.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Bench;

/// <summary>What a step costs that does nothing: in the sandbox with its limits, against bubblewrap alone and against no isolation.</summary>
internal sealed class Steps : IBenchmark
{
    private const int RoundCount = 5;
    private const int PerRound = 60;

    public string Name => "steps";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        using var sandbox = new SandboxRunner(new(), TimeProvider.System, NullLogger<SandboxRunner>.Instance);
        if (await sandbox.MissingAsync(CancellationToken.None) is { } missing)
        {
            yield return new("a step in the sandbox", "not measured", missing);
            yield break;
        }
        var process = new ProcessRunner(new(), TimeProvider.System);
        foreach (var atOnce in (int[])[1, 2])
        {
            var rates = await Rounds.RunAsync(RoundCount,
                round => RateAsync(atOnce, i => StepAsync(sandbox, scratch, $"sandbox-{atOnce}-{round}-{i}")),
                round => RateAsync(atOnce, i => StepAsync(process, scratch, $"process-{atOnce}-{round}-{i}")),
                _ => RateAsync(atOnce, _ => StartAsync("bwrap", "--unshare-all", "--ro-bind", "/", "/", "/bin/true")),
                _ => RateAsync(atOnce, _ => StartAsync("/bin/true")));
            yield return Row.Compare($"steps in the sandbox, {atOnce} at a time", rates[0], "/s", "bwrap --unshare-all", rates[2], 0.5);
            yield return Row.Compare("the same", rates[0], "/s", "Process.Start", rates[3]);
            yield return new("the same", Row.Say(1000 * atOnce / rates[0], "ms"), $"bwrap --unshare-all: {Row.Say(1000 * atOnce / rates[2], "ms")}");
            yield return Row.Compare($"steps as plain processes, {atOnce} at a time", rates[1], "/s", "Process.Start", rates[3]);
        }
    }

    private static async Task<double> RateAsync(int atOnce, Func<int, Task> run) =>
        PerRound / await Rounds.SecondsAsync(() => Parallel.ForEachAsync(
            Enumerable.Range(0, PerRound), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (i, _) => await run(i)));

    private static async Task StepAsync(IStepRunner runner, Scratch scratch, string name)
    {
        var exit = await runner.RunAsync(new StepOrder(Guid.CreateVersion7(), scratch.Folder(name), ["true"]), new Unheard(), CancellationToken.None);
        if (exit is not { End: StepEnd.Exited, Code: 0 })
            throw new InvalidOperationException($"The step ended with {exit}.");
    }

    private static async Task StartAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private sealed class Unheard : IStepListener
    {
        public ValueTask SaidAsync(StepVoice voice, ReadOnlyMemory<byte> bytes, CancellationToken ct) => ValueTask.CompletedTask;
    }
}
