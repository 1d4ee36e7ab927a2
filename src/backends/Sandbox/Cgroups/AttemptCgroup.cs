using System.Globalization;

namespace Gantry.Sandbox;

/// <summary>The cgroups of one attempt: they limit it, count what it uses and find all of it.</summary>
internal sealed class AttemptCgroup
{
    // Bubblewrap itself is two processes.
    private const int Overhead = 2;
    private const int CpuPeriod = 100_000;
    private const int LeastCpuQuota = 1000;

    private readonly CgroupHome _home;
    private readonly string _name;

    private AttemptCgroup(CgroupHome home, string name) => (_home, _name) = (home, name);

    /// <summary>Into which a process that belongs to the attempt writes itself.</summary>
    public IEnumerable<string> ProcessFiles => Places.Select(p => Path.Combine(p, "cgroup.procs"));

    /// <summary>All of its processes; empty also where there are no cgroups.</summary>
    public IEnumerable<int> Processes => Places.Take(1).SelectMany(CgroupFile.ReadProcesses);

    public bool IsThere => Places.Any();

    public bool RanOutOfMemory =>
        (_home.IsVersion2 ? CgroupFile.ReadField(Memory, "memory.events", "oom_kill") : CgroupFile.ReadField(Memory, "memory.oom_control", "oom_kill")) > 0;

    private IEnumerable<string> Places => _home.Places.Reverse().Select(p => Path.Combine(p, _name));

    private string? Memory => At("memory");

    public static AttemptCgroup Make(CgroupHome home, StepOrder order)
    {
        var made = new AttemptCgroup(home, order.Attempt.ToString("N"));
        foreach (var place in made.Places)
            Directory.CreateDirectory(place);
        made.Limit(order);
        return made;
    }

    public static AttemptCgroup Of(CgroupHome home, string name) => new(home, name);

    public StepUse Use(TimeSpan wall) => _home.IsVersion2
        ? new(wall, Microseconds(CgroupFile.ReadField(At("cpu"), "cpu.stat", "usage_usec")), CgroupFile.ReadNumber(Memory, "memory.peak"),
            SumFields("io.stat", "rbytes"), SumFields("io.stat", "wbytes"))
        : new(wall, Microseconds(CgroupFile.ReadNumber(At("cpuacct"), "cpuacct.usage") / 1000), CgroupFile.ReadNumber(Memory, "memory.max_usage_in_bytes"),
            SumLines("Read"), SumLines("Write"));

    /// <summary>Sends all of them a signal.</summary>
    public void Signal(int signal, int except) => StepProcesses.Signal([.. Processes.Where(p => p != except)], signal);

    /// <summary>Kills all of them at once where the kernel can, else until none is left that could make another.</summary>
    public void Kill()
    {
        if (_home.Unified is { } unified && File.Exists(Path.Combine(unified, _name, "cgroup.kill")))
            CgroupFile.Write(Path.Combine(unified, _name), "cgroup.kill", "1");
        else
            Signal(StepProcesses.Kill, except: 0);
    }

    /// <summary>Removes them, within a little time after the last process has died; false when that does not go.</summary>
    public async Task<bool> RemoveAsync()
    {
        for (var i = 0; i < 1000; i++)
        {
            if (TryRemove())
                return true;
            await Task.Delay(1);
        }
        return false;
    }

    private bool TryRemove()
    {
        foreach (var place in Places)
        {
            try
            {
                Directory.Delete(place);
            }
            catch (DirectoryNotFoundException)
            {
            }
            catch (IOException)
            {
                return false;
            }
        }
        return true;
    }

    private void Limit(StepOrder order)
    {
        var quota = Math.Max(LeastCpuQuota, (long)(order.Processors * CpuPeriod));
        if (At("memory") is { } memory)
        {
            CgroupFile.Write(memory, _home.IsVersion2 ? "memory.max" : "memory.limit_in_bytes", order.MemoryBytes);
            // Where there is swap, it is no way around the limit.
            foreach (var (file, value) in (ReadOnlySpan<(string, long)>)[("memory.swap.max", 0), ("memory.memsw.limit_in_bytes", order.MemoryBytes)])
            {
                if (File.Exists(Path.Combine(memory, file)))
                    CgroupFile.Write(memory, file, value);
            }
        }
        if (At("cpu") is { } cpu)
        {
            if (_home.IsVersion2)
                CgroupFile.Write(cpu, "cpu.max", string.Create(CultureInfo.InvariantCulture, $"{quota} {CpuPeriod}"));
            else
                CgroupFile.Write(cpu, "cpu.cfs_quota_us", quota);
        }
        if (At("pids") is { } pids)
            CgroupFile.Write(pids, "pids.max", order.Processes + Overhead);
    }

    private string? At(string controller) => _home.Folders.TryGetValue(controller, out var folder) ? Path.Combine(folder, _name) : null;

    private static TimeSpan? Microseconds(long? value) => value is { } v ? TimeSpan.FromMicroseconds(v) : null;

    // 8:0 rbytes=1 wbytes=2 …
    private long? SumFields(string file, string field) => CgroupFile.Read(At("blkio"), file) is not { } text ? null
        : text.Split([' ', '\n']).Where(f => f.StartsWith(field + '=', StringComparison.Ordinal))
            .Sum(f => long.Parse(f.AsSpan(field.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture));

    // 8:0 Read 1
    private long? SumLines(string word) => CgroupFile.Read(At("blkio"), "blkio.throttle.io_service_bytes") is not { } text ? null
        : text.Split('\n').Select(line => line.Split(' ')).Where(p => p.Length == 3 && p[1] == word)
            .Sum(p => long.Parse(p[2], NumberStyles.None, CultureInfo.InvariantCulture));
}
