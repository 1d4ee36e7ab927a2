using System.Diagnostics;

namespace Gantry;

/// <summary>
/// Follows an attempt that was started to its end: hands on what it says, keeps it within its time and its limits, and leaves
/// nothing of it running. For those who write a runner over processes of this machine.
/// </summary>
public sealed class StepWatch(StepOrder order, IStepListener listener, TimeProvider clock)
{
    private static readonly TimeSpan _firstLook = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _longestTimer = TimeSpan.FromDays(45);

    /// <summary>How long it may take to end when it is asked to.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long what it said last may take to be heard when nothing of it runs any more.</summary>
    public TimeSpan HearWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Returns when nothing of it runs: why it was made to end, or null when it ended by itself.</summary>
    public async Task<StepEnd?> FollowAsync(Process process, IStepTree tree, CancellationToken ct)
    {
        using var over = new CancellationTokenSource();
        using var deaf = new CancellationTokenSource();
        var exit = process.WaitForExitAsync(CancellationToken.None);
        var voices = StepVoices.PumpAsync(process.StandardOutput.BaseStream, process.StandardError.BaseStream, listener, deaf.Token);
        StepEnd? cause;
        try
        {
            cause = await CauseAsync(exit, voices, tree, over.Token, ct);
            if (cause == StepEnd.TimeLimit)
            {
                await tree.TerminateAsync();
                await Task.WhenAny(exit, Task.Delay(Grace, clock, ct));
            }
        }
        finally
        {
            await over.CancelAsync();
            await tree.KillAsync();
        }
        await exit;
        // A process that got away may hold the other end of a pipe for ever, and a cancelled step is not worth a wait.
        await Task.WhenAny(voices, Task.Delay(cause == StepEnd.Cancelled ? Grace : HearWithin, clock, CancellationToken.None));
        await deaf.CancelAsync();
        if (voices.IsFaulted)
            await voices;
        return cause;
    }

    private async Task<StepEnd?> CauseAsync(Task exit, Task voices, IStepTree tree, CancellationToken over, CancellationToken ct)
    {
        var late = Task.Delay(order.TimeLimit < _longestTimer ? order.TimeLimit : _longestTimer, clock, over);
        var excess = LookAsync(tree, over);
        var unheard = UnheardAsync(voices, over);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over, ct);
        var cancelled = Task.Delay(Timeout.InfiniteTimeSpan, either.Token);
        var first = await Task.WhenAny(exit, cancelled, excess, unheard, late);
        if (first == excess)
            return await excess;
        if (first == unheard)
            await unheard;
        return first == late ? StepEnd.TimeLimit : first == cancelled ? StepEnd.Cancelled : null;
    }

    // Looking may cost as much as the step has files; it is not to take more than a twentieth of one processor.
    private async Task<StepEnd> LookAsync(IStepTree tree, CancellationToken over)
    {
        var pause = _firstLook;
        while (true)
        {
            await Task.Delay(pause, clock, over);
            var began = Stopwatch.GetTimestamp();
            if (tree.FindExcess() is { } excess)
                return excess;
            var cost = Stopwatch.GetElapsedTime(began) * 20;
            pause = cost > _firstLook * 2 ? cost : _firstLook * 2;
        }
    }

    // A step may close both voices and go on; only a listener that fails is a reason to end it.
    private static async Task UnheardAsync(Task voices, CancellationToken over)
    {
        await voices;
        await Task.Delay(Timeout.InfiniteTimeSpan, over);
    }
}
