using System.Diagnostics;

namespace Gantry.Local;

/// <summary>The processes of one attempt, found by descent and by the variable that all of them inherit.</summary>
internal sealed class ProcessTree(StepOrder order, Process first) : IStepTree
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(2);

    /// <summary>The most memory that was seen at one look; null before the first.</summary>
    public long? MostMemory { get; private set; }

    public Task TerminateAsync()
    {
        if (OperatingSystem.IsLinux())
            StepProcesses.Signal(All(), StepProcesses.Terminate);
        return Task.CompletedTask;
    }

    public async Task KillAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            if (!first.HasExited)
                first.Kill(entireProcessTree: true);
            return;
        }
        var began = Stopwatch.GetTimestamp();
        while (All() is { Count: > 0 } left)
        {
            if (Stopwatch.GetElapsedTime(began) > _patience)
                throw new StepRunnerException($"The processes of attempt {order.Attempt} do not die within {_patience.TotalSeconds:0} s of being killed.");
            StepProcesses.Signal(left, StepProcesses.Kill);
            await Task.Delay(_pause);
        }
    }

    public StepEnd? FindExcess()
    {
        if (StepDisk.BytesIn(order.Folder) > order.DiskBytes)
            return StepEnd.DiskLimit;
        if (!OperatingSystem.IsLinux())
            return null;
        var all = All();
        var memory = all.Sum(StepProcesses.MemoryOf);
        MostMemory = Math.Max(MostMemory ?? 0, memory);
        return memory > order.MemoryBytes ? StepEnd.MemoryLimit : all.Count > order.Processes ? StepEnd.ProcessLimit : null;
    }

    private List<int> All()
    {
        var marked = StepProcesses.With($"{ProcessLaunch.Mark}{order.Folder}").Where(p => p.Variable.Length == ProcessLaunch.Mark.Length + order.Folder.Length).Select(p => p.Process);
        // Until its exit was taken note of, its number is nobody else's.
        var below = first.HasExited ? [] : StepProcesses.Below(first.Id).Where(StepProcesses.IsAlive).Append(first.Id);
        return [.. marked.Union(below)];
    }
}
