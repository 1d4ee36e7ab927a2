using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gantry.Sandbox;

/// <summary>
/// Runs steps that need no image: in namespaces of their own by bubblewrap, limited and counted by cgroups where this process
/// may make some.
/// </summary>
public sealed partial class SandboxRunner : IStepRunner, IDisposable
{
    private readonly SandboxOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly SandboxStarter _starter = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("gantry-sandbox-").FullName;
    private readonly ConcurrentDictionary<string, Lazy<CgroupHome>> _homes = new();
    private readonly ConcurrentDictionary<string, StepOrder> _running = new();
    private readonly Lazy<Task<string?>> _missing;

    public SandboxRunner(SandboxOptions options, TimeProvider clock, ILogger<SandboxRunner> log)
    {
        (_options, _clock, _log) = (options, clock, log);
        StepDescriptors.KeepToThisProcess();
        File.WriteAllText(Users, $"nobody:x:{StepFolder.Nobody}:{StepFolder.Nobody}:nobody:{StepOrder.Inside}:/bin/sh\n");
        _missing = new(() => new SandboxProbe(options, clock).RunAsync());
    }

    public string Name => "sandbox";

    public bool RunsImages => false;

    private string Users => Path.Combine(_folder, "passwd");

    public Task<string?> MissingAsync(CancellationToken ct) => _missing.Value.WaitAsync(ct);

    /// <summary>What is not limited for attempts in this folder of attempts, and why; null when everything is.</summary>
    public string? UnlimitedIn(string attemptsFolder) => Home(attemptsFolder).Missing;

    public async Task<StepExit> RunAsync(StepOrder order, IStepListener listener, CancellationToken ct)
    {
        StepCheck.Refuse(order);
        var began = _clock.GetTimestamp();
        if (ct.IsCancellationRequested)
            return new(StepEnd.Cancelled, 0, new(TimeSpan.Zero, null, null, null, null));
        var name = order.Attempt.ToString("N");
        if (!_running.TryAdd(name, order))
            throw new StepRunnerException($"Attempt {order.Attempt} is running already.");
        var statusFile = Path.Combine(_folder, name);
        try
        {
            StepFolder.GiveAway(order.Folder);
            var cgroup = Prepare(order);
            try
            {
                return await RunAsync(order, new FirstWords(listener), cgroup, statusFile, began, ct);
            }
            finally
            {
                if (!await cgroup.RemoveAsync())
                    LogLeft(order.Attempt);
            }
        }
        finally
        {
            File.Delete(statusFile);
            _running.TryRemove(name, out _);
        }
    }

    public Task<int> KillLeftoversAsync(string attemptsFolder, CancellationToken ct) =>
        Leftovers.KillAsync(CgroupHome.NameOf(attemptsFolder), _running.ContainsKey, ct);

    public void Dispose()
    {
        _starter.Dispose();
        foreach (var home in _homes.Values.Where(h => h.IsValueCreated))
            home.Value.Remove();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<StepExit> RunAsync(StepOrder order, FirstWords listener, AttemptCgroup cgroup, string statusFile, long began, CancellationToken ct)
    {
        using var process = await SandboxLaunch.StartAsync(_starter, _options, order, cgroup, Users, statusFile);
        var tree = new SandboxTree(order, process, cgroup, statusFile);
        var cause = await new StepWatch(order, listener, _clock) { Grace = _options.Grace }.FollowAsync(process, tree, ct);
        var (end, code) = StepExit.Read(process.ExitCode);
        if (cause is null && end == StepEnd.Exited && !SandboxStatus.Read(statusFile).HasRun)
            throw new StepRunnerException($"The sandbox of attempt {order.Attempt} could not be made: {listener.Text}");
        return new(cause ?? LimitReached(order, cgroup, process) ?? end, code, cgroup.Use(_clock.GetElapsedTime(began)));
    }

    // Limits that the kernel keeps are told by how the step ended.
    private static StepEnd? LimitReached(StepOrder order, AttemptCgroup cgroup, Process process)
    {
        var used = StepDisk.BytesIn(order.Folder);
        return process.ExitCode != 0 && cgroup.RanOutOfMemory ? StepEnd.MemoryLimit
            : used > order.DiskBytes || (process.ExitCode != 0 && used == order.DiskBytes) || process.ExitCode == StepExit.FileTooLong ? StepEnd.DiskLimit
            : null;
    }

    private AttemptCgroup Prepare(StepOrder order)
    {
        var home = Home(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(order.Folder))!);
        try
        {
            return AttemptCgroup.Make(home, order);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StepRunnerException($"No cgroup can be made for attempt {order.Attempt}: {e.Message}", e);
        }
    }

    private CgroupHome Home(string attemptsFolder) => _homes.GetOrAdd(attemptsFolder, _ => new(() =>
    {
        var home = !_options.UsesCgroups ? CgroupHome.None("cgroups are switched off")
            : CgroupMounts.Find() is { } mounts ? CgroupHome.Make(mounts, CgroupHome.NameOf(attemptsFolder))
            : CgroupHome.None("this machine has no cgroups");
        if (home.Missing is { } missing)
            LogUnlimited(missing);
        return home;
    })).Value;

    [LoggerMessage(1601, LogLevel.Warning, "Steps are cut off from everything, but not everything they use can be limited. {Missing}")]
    private partial void LogUnlimited(string missing);

    [LoggerMessage(1602, LogLevel.Warning, "The cgroup of attempt {Attempt} could not be removed; the next start removes it")]
    private partial void LogLeft(Guid attempt);
}
