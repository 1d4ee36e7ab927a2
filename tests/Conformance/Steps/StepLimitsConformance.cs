using Xunit;

namespace Gantry.Conformance;

/// <summary>What a step may use, and what becomes of one that wants more.</summary>
public abstract class StepLimitsConformance : StepSuite
{
    private const long Megabyte = 1 << 20;

    [Fact]
    public async Task Gives_a_step_no_more_memory_than_it_may_have()
    {
        var heard = await RunAsync(Order("x=$(head -c 400000000 /dev/zero | tr '\\0' a); echo ${#x}") with { MemoryBytes = 48 * Megabyte });

        Assert.NotEqual((StepEnd.Exited, 0), (heard.Exit.End, heard.Exit.Code));
        Assert.DoesNotContain("400000000", heard.Output, StringComparison.Ordinal);
        AssertNothingLives();
    }

    [Fact]
    public async Task Tells_a_kill_from_a_lack_of_memory()
    {
        var heard = await RunAsync(Order("sh -c 'kill -KILL $$'; exit $?") with { MemoryBytes = 48 * Megabyte });

        Assert.Equal((StepEnd.Signalled, 9), (heard.Exit.End, heard.Exit.Code));
    }

    [Fact]
    public async Task Stops_one_huge_file_at_the_limit()
    {
        var order = Order("dd if=/dev/zero of=huge bs=1048576 count=50000") with { DiskBytes = 64 * Megabyte };

        var heard = await RunAsync(order);

        Assert.Equal(StepEnd.DiskLimit, heard.Exit.End);
        Assert.InRange(StepDisk.BytesIn(order.Folder), 60 * Megabyte, 65 * Megabyte);
    }

    [Fact]
    public async Task Stops_many_files_near_the_limit()
    {
        var order = Order("i=0; while :; do head -c 1048576 /dev/zero >f$i; i=$((i+1)); done") with { DiskBytes = 64 * Megabyte };

        var heard = await RunAsync(order);

        Assert.Equal(StepEnd.DiskLimit, heard.Exit.End);
        Assert.InRange(StepDisk.BytesIn(order.Folder), 60 * Megabyte, 2048 * Megabyte);
        AssertNothingLives();
    }

    [Fact]
    public async Task Follows_nothing_that_a_step_leaves()
    {
        var order = Order("ln -s /etc/passwd out; ln -s / all; ln -s . self; mkfifo pipe; mkdir -p a/b; ln -s ../../.. a/b/up; ln -s /dev/zero zero") with { DiskBytes = Megabyte };

        var heard = await RunAsync(order);

        Assert.Equal((StepEnd.Exited, 0), (heard.Exit.End, heard.Exit.Code));
        Assert.Equal("/etc/passwd", new FileInfo(Path.Combine(order.Folder, "out")).LinkTarget);
    }
}
