using System.Diagnostics;

namespace Gantry.Sandbox;

/// <summary>The processes of one sandbox: found by their cgroup, or where there is none by their descent.</summary>
internal sealed class SandboxTree(StepOrder order, Process bubblewrap, AttemptCgroup cgroup, string statusFile) : IStepTree
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(1);

    public Task TerminateAsync()
    {
        // Not bubblewrap itself: it would take the others along before they have put their things in order.
        if (cgroup.IsThere)
            cgroup.Signal(StepProcesses.Terminate, except: bubblewrap.Id);
        else if (SandboxStatus.Read(statusFile).First is { } first)
            StepProcesses.Signal(StepProcesses.Below(first), StepProcesses.Terminate);
        return Task.CompletedTask;
    }

    public async Task KillAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (!KillOnce())
        {
            if (Stopwatch.GetElapsedTime(began) > _patience)
                throw new StepRunnerException($"The processes of attempt {order.Attempt} do not die within {_patience.TotalSeconds:0} s of being killed; something in the kernel holds them.");
            await Task.Delay(_pause);
        }
    }

    public StepEnd? FindExcess() =>
        StepDisk.BytesIn(order.Folder) + StepDisk.BytesRemoved(Inside(), StepOrder.Inside) > order.DiskBytes ? StepEnd.DiskLimit : null;

    private bool KillOnce()
    {
        var left = Inside().Where(StepProcesses.IsAlive).ToList();
        if (left.Count == 0 && bubblewrap.HasExited)
            return true;
        if (cgroup.IsThere)
            cgroup.Kill();
        StepProcesses.Signal(left, StepProcesses.Kill);
        // A child of this process: until it is waited for, its number is nobody else's.
        if (!bubblewrap.HasExited)
            bubblewrap.Kill();
        return false;
    }

    // The first of its own tree of processes takes all the others along.
    private IEnumerable<int> Inside() => cgroup.IsThere ? cgroup.Processes
        : SandboxStatus.Read(statusFile).First is { } first ? [first, .. StepProcesses.Below(first)]
        : StepProcesses.Below(bubblewrap.Id);
}
