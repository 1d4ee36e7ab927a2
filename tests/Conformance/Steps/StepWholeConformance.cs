using Xunit;

namespace Gantry.Conformance;

/// <summary>What the kernel keeps and counts for a step as a whole, where a runner can ask it to.</summary>
public abstract class StepWholeConformance : StepSuite
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
    public async Task Lets_a_fork_bomb_burn_out_in_its_own_room()
    {
        var order = Order("bomb() { bomb | bomb & }; bomb; sleep 1000") with { Processes = 32, TimeLimit = TimeSpan.FromSeconds(5) };

        var heard = await RunAsync(order);

        AssertNothingLives();
        Assert.Contains("fork", heard.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_a_busy_step_no_more_than_its_share_of_a_processor()
    {
        var heard = await RunAsync(Order("(while :; do :; done) & while :; do :; done") with { Processors = 0.2, TimeLimit = TimeSpan.FromSeconds(2) });

        Assert.Equal(StepEnd.TimeLimit, heard.Exit.End);
        Assert.InRange(heard.Exit.Use.Processor!.Value / heard.Exit.Use.Wall, 0.01, 0.3);
    }

    [Fact]
    public async Task Counts_what_was_used()
    {
        var heard = await RunAsync("x=$(head -c 20000000 /dev/zero | tr '\\0' a); echo ${#x}");

        Assert.Equal("20000000\n", heard.Output);
        Assert.InRange(heard.Exit.Use.PeakMemoryBytes!.Value, 20_000_000, 256 * Megabyte);
        Assert.True(heard.Exit.Use.Processor > TimeSpan.Zero);
        Assert.NotNull(heard.Exit.Use.WrittenBytes);
    }

    [Fact]
    public async Task Stops_files_that_no_folder_shows()
    {
        var order = Order("for n in 3 4 5 6; do eval \"exec $n>h\"; rm h; eval \"head -c 31457280 /dev/zero >&$n\"; done; sleep 1000") with { DiskBytes = 64 * Megabyte };

        var heard = await RunAsync(order);

        Assert.Equal(StepEnd.DiskLimit, heard.Exit.End);
    }
}
