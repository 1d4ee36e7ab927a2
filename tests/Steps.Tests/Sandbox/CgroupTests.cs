using Gantry.Sandbox;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Steps.Tests.Sandbox;

/// <summary>What is read of the kernel's files and written to them, on a machine that has the other version too.</summary>
public sealed class CgroupTests : IDisposable
{
    private readonly TempFolder _tree = new("cgroup");

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Finds_its_place_in_the_trees_of_version_1_and_in_the_bare_one_of_version_2()
    {
        Directory.CreateDirectory(_tree.At("memory", "here"));
        var mounts = CgroupMounts.Read(
        [
            "22 1 254:0 / / rw - ext4 /dev/vda rw",
            $"30 22 0:30 / {_tree.At("memory")} rw - cgroup cgroup rw,memory",
            $"31 22 0:31 / {_tree.At("cpu")} rw - cgroup cgroup rw,cpu,cpuacct",
            $"32 22 0:32 / {_tree.At("unified")} rw - cgroup2 cgroup2 rw",
            "a line of no kernel",
        ], ["4:memory:/here", "3:cpu,cpuacct:/", "0::/", "nonsense"]);

        Assert.False(mounts.IsVersion2);
        Assert.Equal(_tree.At("memory", "here"), mounts.Controllers["memory"]);
        Assert.Equal((_tree.At("cpu"), _tree.At("cpu"), _tree.At("unified")), (mounts.Controllers["cpu"], mounts.Controllers["cpuacct"], mounts.Unified));
    }

    [Fact]
    public void Finds_its_place_where_a_container_sees_a_part_of_the_tree()
    {
        Directory.CreateDirectory(_tree.At("inner"));
        var mounts = CgroupMounts.Read([$"30 22 0:30 /docker/abc {_tree.Path} rw - cgroup2 cgroup rw"], ["0::/docker/abc/inner"]);

        Assert.True(mounts.IsVersion2);
        Assert.Equal((_tree.At("inner"), _tree.Path), (mounts.Unified, mounts.UnifiedRoot));
    }

    [Fact]
    public void Says_what_is_not_limited_where_there_are_no_cgroups()
    {
        var home = CgroupHome.Make(CgroupMounts.Read([], []), "gantry-0");

        Assert.Equal("memory of the whole step, processors, processes: not limited, because this machine has no cgroups", home.Missing);
        Assert.Empty(home.Places);
    }

    [Fact]
    public void Says_which_controllers_version_2_does_not_hand_on()
    {
        Cgroup("", "cpu io");

        var home = CgroupHome.Make(Version2(), "gantry-0");

        Assert.Contains("memory, pids are not offered there; for a unit of systemd set Delegate=yes", home.Missing, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_and_counts_by_version_2()
    {
        var order = new StepOrder(Guid.CreateVersion7(), "/nowhere", ["true"]) { MemoryBytes = 1000, Processors = 1.5, Processes = 10 };
        Cgroup("", "cpuset cpu io memory pids");
        Cgroup("gantry-0", "cpu io memory pids");
        var attempt = Path.Combine("gantry-0", order.Attempt.ToString("N"));
        foreach (var file in (string[])["memory.max", "memory.swap.max", "cpu.max", "pids.max", "cgroup.procs", "cgroup.kill"])
            _tree.Write(Path.Combine(attempt, file), "");
        _tree.Write(Path.Combine(attempt, "memory.peak"), "900\n");
        _tree.Write(Path.Combine(attempt, "memory.events"), "low 0\noom 1\noom_kill 1\n");
        _tree.Write(Path.Combine(attempt, "cpu.stat"), "usage_usec 2500\nuser_usec 2000\n");
        _tree.Write(Path.Combine(attempt, "io.stat"), "8:0 rbytes=10 wbytes=20 rios=1\n8:1 rbytes=1 wbytes=2\n");

        var home = CgroupHome.Make(Version2(), "gantry-0");
        var cgroup = AttemptCgroup.Make(home, order);

        Assert.Null(home.Missing);
        Assert.Equal("+memory +cpu +pids +io", _tree.Read("cgroup.subtree_control"));
        Assert.Equal(("1000", "0", "150000 100000", "12"),
            (_tree.Read(attempt, "memory.max"), _tree.Read(attempt, "memory.swap.max"), _tree.Read(attempt, "cpu.max"), _tree.Read(attempt, "pids.max")));
        Assert.Equal([_tree.At(attempt, "cgroup.procs")], cgroup.ProcessFiles);
        Assert.Equal(new StepUse(TimeSpan.Zero, TimeSpan.FromMicroseconds(2500), 900, 11, 22), cgroup.Use(TimeSpan.Zero));
        Assert.True(cgroup.RanOutOfMemory);
        cgroup.Kill();
        Assert.Equal("1", _tree.Read(attempt, "cgroup.kill"));
    }

    private CgroupMounts Version2() => new(_tree.Path, _tree.Path, new Dictionary<string, string>(), [_tree.Path]);

    private void Cgroup(string folder, string controllers)
    {
        _tree.Write(Path.Combine(folder, "cgroup.controllers"), controllers + "\n");
        _tree.Write(Path.Combine(folder, "cgroup.subtree_control"), "");
        _tree.Write(Path.Combine(folder, "cgroup.procs"), "");
    }
}

internal static class Reading
{
    public static string Read(this TempFolder folder, params string[] names) => File.ReadAllText(folder.At(names));
}
