using System.Collections.Concurrent;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Conformance;

/// <summary>What every runner promises: how a step is started, heard and ended.</summary>
public abstract class StepRunnerConformance : StepSuite
{
    [Theory]
    [InlineData("exit 0", StepEnd.Exited, 0)]
    [InlineData("exit 3", StepEnd.Exited, 3)]
    [InlineData("exit 125", StepEnd.Exited, 125)]
    [InlineData("sh -c 'kill -KILL $$'; exit $?", StepEnd.Signalled, 9)]
    public async Task Tells_how_a_step_ended(string script, StepEnd end, int code)
    {
        var heard = await RunAsync(script);

        Assert.Equal((end, code), (heard.Exit.End, heard.Exit.Code));
        Assert.True(heard.Exit.Use.Wall > TimeSpan.Zero);
    }

    [Fact]
    public async Task Tells_by_127_that_there_is_no_such_program()
    {
        var heard = await RunAsync(Order("no-such-program-anywhere"));

        Assert.Equal((StepEnd.Exited, 127), (heard.Exit.End, heard.Exit.Code));
        Assert.Contains("no-such-program-anywhere", heard.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_arguments_and_environment_as_they_were_written()
    {
        var order = Order("sh", "-c", "printf '%s|' \"$0\" \"$@\" \"$ODD\"", "a b", "", "c\"d'e$f`g\\", "line\nline", "-x", "ü");
        var heard = await RunAsync(order with { Environment = new Dictionary<string, string> { ["ODD"] = "  '\"$HOME\" ü=x " } });

        Assert.Equal("a b||c\"d'e$f`g\\|line\nline|-x|ü|  '\"$HOME\" ü=x |", heard.Output);
    }

    [Fact]
    public async Task Starts_in_the_attempts_folder_with_a_home_and_a_place_for_temporary_files()
    {
        var order = Order("pwd; echo $HOME; echo x >made && echo y >$TMPDIR/t && cat $TMPDIR/t; cat given; read line; echo \"$?\"");
        await File.WriteAllTextAsync(Path.Combine(order.Folder, "given"), "z\n", Ct);

        var heard = await RunAsync(order);

        Assert.Equal($"{Place.Inside(order.Folder)}\n{Place.Inside(order.Folder)}\ny\nz\n1\n", heard.Output);
        Assert.Equal("x\n", await File.ReadAllTextAsync(Path.Combine(order.Folder, "made"), Ct));
    }

    [Fact]
    public async Task Hands_on_both_voices_while_the_step_runs()
    {
        var order = Order("echo first; echo second >&2; while [ ! -e go ]; do sleep 0.01; done; echo third");
        var heard = new Heard();

        var running = Runner.RunAsync(order, heard, Ct);
        await heard.HearsAsync("first");
        await heard.HearsAsync("second");
        Assert.False(running.IsCompleted);
        await File.WriteAllTextAsync(Path.Combine(order.Folder, "go"), "", Ct);

        Assert.Equal(StepEnd.Exited, (await running).End);
        Assert.Equal(("first\nthird\n", "second\n"), (heard.Output, heard.Error));
    }

    [Fact]
    public async Task Hands_on_bytes_that_are_no_text()
    {
        var heard = await RunAsync(@"printf '\377\376\000\200ok'");

        Assert.Equal([0xFF, 0xFE, 0x00, 0x80, (byte)'o', (byte)'k'], heard.Bytes(StepVoice.Output));
    }

    [Fact]
    public async Task Hears_a_hundred_megabytes_out_of_both_mouths_without_keeping_them()
    {
        var flood = new Flood();

        var exit = await Runner.RunAsync(Order("head -c 52428800 /dev/zero & head -c 52428800 /dev/zero >&2; wait"), flood, Ct);

        Assert.Equal((StepEnd.Exited, 0), (exit.End, exit.Code));
        Assert.Equal(100 << 20, flood.Bytes);
        Assert.True(flood.MostMemory < 64 << 20, $"{flood.MostMemory} bytes were held.");
        Assert.Equal(1, flood.MostAtOnce);
    }

    [Fact]
    public async Task Ends_when_the_step_has_closed_its_mouths_and_goes_on()
    {
        var order = Order("exec >&- 2>&-; while [ ! -e go ]; do sleep 0.01; done; exit 4");
        var running = RunAsync(order);
        await File.WriteAllTextAsync(Path.Combine(order.Folder, "go"), "", Ct);

        Assert.Equal(4, (await running).Exit.Code);
    }

    [Fact]
    public async Task Ends_a_step_that_nobody_can_hear()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Runner.RunAsync(Order("echo word; sleep 1000"), new Deaf(), Ct));

        AssertNothingLives();
    }

    [Fact]
    public async Task Cancels_at_once_and_leaves_nothing()
    {
        using var cancel = new CancellationTokenSource();
        var heard = new Heard();
        var running = Runner.RunAsync(Order("trap '' TERM; (setsid sleep 1000 &); echo ready; sleep 1000"), heard, cancel.Token);
        await heard.HearsAsync("ready");

        await cancel.CancelAsync();

        Assert.Equal(StepEnd.Cancelled, (await running).End);
        AssertNothingLives();
    }

    [Fact]
    public async Task A_step_cancelled_before_it_began_never_begins()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        var order = Order("echo x >made");

        Assert.Equal(StepEnd.Cancelled, (await Runner.RunAsync(order, new Heard(), cancel.Token)).End);
        Assert.False(File.Exists(Path.Combine(order.Folder, "made")));
    }

    [Fact]
    public async Task Asks_a_step_to_end_when_its_time_is_over()
    {
        var heard = await RunAsync(Order("trap 'echo put in order; exit 0' TERM; sleep 1000 & wait") with { TimeLimit = TimeSpan.FromSeconds(3) });

        Assert.Equal(StepEnd.TimeLimit, heard.Exit.End);
        Assert.Equal("put in order\n", heard.Output);
        AssertNothingLives();
    }

    [Fact]
    public async Task Kills_a_step_that_does_not_listen()
    {
        var heard = await RunAsync(Order("trap '' TERM HUP INT; echo ready; while :; do sleep 1; done") with { TimeLimit = TimeSpan.FromSeconds(3) });

        Assert.Equal(StepEnd.TimeLimit, heard.Exit.End);
        Assert.Equal("ready\n", heard.Output);
        AssertNothingLives();
    }

    [Fact]
    public async Task Takes_along_what_a_step_left_behind_in_sessions_of_their_own()
    {
        var order = Order("(setsid sh -c 'setsid sh -c \"echo \\$\\$ >there; while [ ! -e go ]; do sleep 0.01; done; echo late >late\" &' &); while [ ! -s there ]; do sleep 0.01; done");

        var heard = await RunAsync(order);

        AssertNothingLives();
        Assert.Equal((StepEnd.Exited, 0), (heard.Exit.End, heard.Exit.Code));
        Assert.False(File.Exists(Path.Combine(order.Folder, "late")));
    }

    [Fact]
    public async Task Outlives_the_thread_that_began_it()
    {
        var order = Order("echo ready; while [ ! -e go ]; do sleep 0.01; done");
        var heard = new Heard();
        Task<StepExit>? running = null;
        var thread = new Thread(() => running = Runner.RunAsync(order, heard, Ct));
        thread.Start();
        await heard.HearsAsync("ready");
        thread.Join();

        await File.WriteAllTextAsync(Path.Combine(order.Folder, "go"), "", Ct);

        var exit = await running!;
        Assert.Equal((StepEnd.Exited, 0), (exit.End, exit.Code));
    }

    [Fact]
    public async Task Runs_many_at_once()
    {
        var heard = new ConcurrentBag<(int Number, Heard Heard)>();

        await Task.WhenAll(Enumerable.Range(0, Place.Many).Select(async i =>
            heard.Add((i, await RunAsync($"echo {i}; echo {i} >file; exit {i}")))));

        Assert.All(heard, h => Assert.Equal((h.Number, $"{h.Number}\n"), (h.Heard.Exit.Code, h.Heard.Output)));
        Assert.Equal(Place.Many, heard.Count);
        AssertNothingLives();
    }

    [Fact]
    public async Task Refuses_an_order_that_cannot_be_meant()
    {
        var order = Order("true");

        async Task Refuses(StepOrder wrong, string because) =>
            Assert.Contains(because, (await Assert.ThrowsAsync<StepRunnerException>(() => RunAsync(wrong))).Message, StringComparison.Ordinal);
        await Refuses(order with { Command = [] }, "no command");
        await Refuses(order with { Command = ["a\0b"] }, "NUL");
        await Refuses(order with { Environment = new Dictionary<string, string> { ["A=B"] = "" } }, "A=B");
        await Refuses(order with { Folder = order.Folder + "-not" }, "not there");
        await Refuses(order with { Mounts = [new(order.Folder, "../out")] }, "../out");
        await Refuses(order with { Mounts = [new(order.Folder + "-not", "in")] }, "-not");
    }

    [Fact]
    public async Task Kills_what_a_life_that_was_killed_left()
    {
        await using var host = await StepHost.StartAsync(Place, Order("(setsid sleep 1000 &); echo ready; sleep 1000"));
        Assert.NotEmpty(Living());
        await host.KillAsync();

        var count = await Runner.KillLeftoversAsync(Attempts, Ct);

        await Eventually.HoldsAsync(() => Living().Count == 0, "nothing of the earlier life is left");
        Assert.InRange(count, 0, 1);
        Assert.Equal(0, await Runner.KillLeftoversAsync(Attempts, Ct));
        // Nothing else was touched, and new attempts start as ever.
        Assert.Equal("on\n", (await RunAsync("echo on")).Output);
    }

    [Fact]
    public async Task Leaves_others_attempts_alone_when_it_kills_what_was_left()
    {
        var order = Order("echo ready; while [ ! -e go ]; do sleep 0.01; done; exit 6");
        var heard = new Heard();
        var running = Runner.RunAsync(order, heard, Ct);
        await heard.HearsAsync("ready");
        using var elsewhere = new TempFolder("elsewhere");

        Assert.Equal(0, await Runner.KillLeftoversAsync(elsewhere.Path, Ct));
        await File.WriteAllTextAsync(Path.Combine(order.Folder, "go"), "", Ct);

        Assert.Equal(6, (await running).Code);
    }

    private sealed class Flood : IStepListener
    {
        private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
        private int _inside;

        public long Bytes { get; private set; }

        public long MostMemory { get; private set; }

        public int MostAtOnce { get; private set; }

        public ValueTask SaidAsync(StepVoice voice, ReadOnlyMemory<byte> bytes, CancellationToken ct)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _inside));
            Bytes += bytes.Length;
            MostMemory = Math.Max(MostMemory, GC.GetTotalMemory(forceFullCollection: false) - _before);
            Interlocked.Decrement(ref _inside);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Deaf : IStepListener
    {
        public ValueTask SaidAsync(StepVoice voice, ReadOnlyMemory<byte> bytes, CancellationToken ct) => throw new InvalidDataException("Nobody hears.");
    }
}
