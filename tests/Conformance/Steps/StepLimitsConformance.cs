using Xunit;

namespace Gantry.Conformance;

/// <summary>What a step may use, and what becomes of one that wants more.</summary>
public abstract class StepLimitsConformance : StepSuite
{
    private const long Megabyte = 1 << 20;

    [Fact]
    public async Task Stops_a_step_that_eats_memory_and_says_so()
    {
        var heard = await RunAsync(Order("x=$(head -c 400000000 /dev/zero | tr '\\0' a); echo ${#x}") with { MemoryBytes = 48 * Megabyte });

        Assert.Equal(StepEnd.MemoryLimit, heard.Exit.End);
        Assert.Empty(heard.Output);
        AssertNothingLives();
    }

    [Fact]
    public async Task Tells_a_kill_from_a_lack_of_memory()
    {
        var heard = await RunAsync(Order("sh -c 'kill -KILL $$'; exit $?") with { MemoryBytes = 48 * Megabyte });

        Assert.Equal((StepEnd.Signalled, 9), (heard.Exit.End, heard.Exit.Code));
    }

    [Fact]
    public async Task Lets_a_fork_bomb_burn_out_in_its_own_room()
    {
        Assert.SkipUnless(Place.LimitsWhole, "This runner does not limit processes.");
        var order = Order("bomb() { bomb | bomb & }; bomb; sleep 1000") with { Processes = 32, TimeLimit = TimeSpan.FromSeconds(2) };

        var heard = await RunAsync(order);

        AssertNothingLives();
        Assert.Contains("fork", heard.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_a_busy_step_no_more_than_its_share_of_a_processor()
    {
        Assert.SkipUnless(Place.CountsUse, "This runner does not limit processor time.");
        var heard = await RunAsync(Order("(while :; do :; done) & while :; do :; done") with { Processors = 0.2, TimeLimit = TimeSpan.FromSeconds(2) });

        Assert.Equal(StepEnd.TimeLimit, heard.Exit.End);
        Assert.InRange(heard.Exit.Use.Processor!.Value / heard.Exit.Use.Wall, 0.01, 0.3);
    }

    [Fact]
    public async Task Counts_what_was_used()
    {
        Assert.SkipUnless(Place.CountsUse, "This runner does not count.");
        var heard = await RunAsync("x=$(head -c 20000000 /dev/zero | tr '\\0' a); echo ${#x}");

        Assert.Equal("20000000\n", heard.Output);
        Assert.InRange(heard.Exit.Use.PeakMemoryBytes!.Value, 20_000_000, 256 * Megabyte);
        Assert.True(heard.Exit.Use.Processor > TimeSpan.Zero);
        Assert.NotNull(heard.Exit.Use.WrittenBytes);
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
    public async Task Stops_files_that_no_folder_shows()
    {
        Assert.SkipUnless(Place.LimitsWhole, "This runner does not look into processes.");
        var order = Order("for n in 3 4 5 6; do eval \"exec $n>h\"; rm h; eval \"head -c 31457280 /dev/zero >&$n\"; done; sleep 1000") with { DiskBytes = 64 * Megabyte };

        var heard = await RunAsync(order);

        Assert.Equal(StepEnd.DiskLimit, heard.Exit.End);
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
