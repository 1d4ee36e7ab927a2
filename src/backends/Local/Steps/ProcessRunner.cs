using System.ComponentModel;

namespace Gantry.Local;

/// <summary>
/// Runs steps as plain processes of the server's user, where nothing better exists: they see what the server sees, and
/// their limits are kept by looking at them.
/// </summary>
public sealed class ProcessRunner : IStepRunner
{
    private readonly ProcessRunnerOptions _options;
    private readonly TimeProvider _clock;

    public ProcessRunner(ProcessRunnerOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        StepDescriptors.KeepToThisProcess();
    }

    public string Name => "process";

    public bool RunsImages => false;

    public Task<string?> MissingAsync(CancellationToken ct) => Task.FromResult<string?>(null);

    public async Task<StepExit> RunAsync(StepOrder order, IStepListener listener, CancellationToken ct)
    {
        StepCheck.Refuse(order);
        var began = _clock.GetTimestamp();
        if (ct.IsCancellationRequested)
            return new(StepEnd.Cancelled, 0, new(TimeSpan.Zero, null, null, null, null));
        InputCopies.Make(order);
        var temporary = Directory.CreateDirectory(ProcessLaunch.TemporaryFolder(order)).FullName;
        try
        {
            using var process = ProcessLaunch.Start(order);
            var tree = new ProcessTree(order, process);
            var cause = await new StepWatch(order, listener, _clock) { Grace = _options.Grace }.FollowAsync(process, tree, ct);
            var (end, code) = StepExit.Read(process.ExitCode);
            return new(cause ?? DiskReached(order, process.ExitCode) ?? end, code, new(_clock.GetElapsedTime(began), null, tree.MostMemory, null, null));
        }
        catch (Win32Exception e)
        {
            throw new StepRunnerException($"No process can be started for attempt {order.Attempt}: {e.Message}", e);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    public async Task<int> KillLeftoversAsync(string attemptsFolder, CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        var mark = ProcessLaunch.Mark + Path.TrimEndingDirectorySeparator(Path.GetFullPath(attemptsFolder)) + '/';
        var attempts = new HashSet<string>();
        while (StepProcesses.With(mark) is { Count: > 0 } left)
        {
            attempts.UnionWith(left.Select(l => l.Variable));
            StepProcesses.Signal(left.Select(l => l.Process), StepProcesses.Kill);
            await Task.Delay(TimeSpan.FromMilliseconds(5), ct);
        }
        return attempts.Count;
    }

    private static StepEnd? DiskReached(StepOrder order, int exitCode)
    {
        var used = StepDisk.BytesIn(order.Folder);
        return used > order.DiskBytes || (exitCode != 0 && used == order.DiskBytes) || exitCode == StepExit.FileTooLong ? StepEnd.DiskLimit : null;
    }
}

/// <summary>How plain processes are run.</summary>
public sealed record ProcessRunnerOptions
{
    /// <summary>How long an attempt may take to end when it is asked to, before it is killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);
}
