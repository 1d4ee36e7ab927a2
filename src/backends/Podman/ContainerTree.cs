using System.Diagnostics;
using System.Globalization;

namespace Gantry.Podman;

/// <summary>The processes of one container, handled by way of the engine.</summary>
internal sealed class ContainerTree(Engine engine, StepOrder order, Process client, string processFile) : IStepTree
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    private readonly string _name = ContainerArguments.NameOf(order.Attempt);

    public async Task TerminateAsync()
    {
        if (Processes() is { Count: > 0 } all)
            StepProcesses.Signal(all, StepProcesses.Terminate);
        else
            await engine.AskAsync(["kill", "--signal", "TERM", _name], CancellationToken.None);
    }

    public async Task KillAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (!client.HasExited)
        {
            var (isDone, _, said) = await engine.AskAsync(["kill", "--signal", "KILL", _name], CancellationToken.None);
            if (!isDone && Stopwatch.GetElapsedTime(began) > _patience)
            {
                client.Kill();
                throw new StepRunnerException($"The container {_name} cannot be killed: {said}");
            }
            await Task.WhenAny(client.WaitForExitAsync(), Task.Delay(_pause));
        }
    }

    public StepEnd? FindExcess() =>
        StepDisk.BytesIn(order.Folder) + StepDisk.BytesRemoved(Processes(), StepOrder.Inside) > order.DiskBytes ? StepEnd.DiskLimit : null;

    private List<int> Processes()
    {
        try
        {
            return int.TryParse(File.ReadAllText(processFile), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var first)
                ? [first, .. StepProcesses.Below(first)]
                : [];
        }
        catch (IOException)
        {
            // Not started yet, or an engine that does not tell.
            return [];
        }
    }
}
