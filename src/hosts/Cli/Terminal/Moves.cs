using Gantry.Api;

namespace Gantry.Cli;

/// <summary>What a move of a pointer did, in a sentence.</summary>
internal static class Moves
{
    public static void Tell(Screen screen, MovedView moved)
    {
        var (where, now) = ($"{moved.Mission}/{moved.Environment.Name}", Units.Short(moved.Environment.Release));
        if (!moved.Moved)
            screen.Line($"{where}: nothing changed; it points at release {now} already.");
        else
            screen.Line($"{where} points at release {now} (before: {Units.Short(moved.From) ?? "nothing"})", "green");
        if (moved.Environment.HoldReason is { } reason)
            screen.Line($"It is held: {reason}. A promotion with --lift-hold moves it again.", "yellow");
    }
}
