using Gantry.Conformance;
using Xunit;

namespace Gantry.Steps.Tests.Processes;

public class ProcessRunnerOnlyTests : StepSuite
{
    protected override StepPlace Place { get; } = new ProcessPlace();

    [Fact]
    public async Task Ends_a_step_that_starts_more_processes_than_it_may()
    {
        var heard = await RunAsync(Order("i=0; while [ $i -lt 40 ]; do sleep 1000 & i=$((i+1)); done; wait") with { Processes = 20 });

        Assert.Equal(StepEnd.ProcessLimit, heard.Exit.End);
        AssertNothingLives();
    }

    [Fact]
    public async Task Ends_a_step_whose_processes_together_hold_too_much_memory()
    {
        // A shell becomes its last command, and would hold nothing any more.
        var heard = await RunAsync(Order("for i in 1 2 3; do (x=$(head -c 30000000 /dev/zero | tr '\\0' a); sleep 1000; :) & done; wait") with { MemoryBytes = 64 << 20 });

        Assert.Equal(StepEnd.MemoryLimit, heard.Exit.End);
        AssertNothingLives();
    }
}
