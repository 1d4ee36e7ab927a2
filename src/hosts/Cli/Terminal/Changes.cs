using Gantry.Api;

namespace Gantry.Cli;

/// <summary>How two releases differ, one line for each file.</summary>
internal static class Changes
{
    public static void Write(Screen screen, DifferenceView difference)
    {
        foreach (var change in difference.Changes)
        {
            switch (change.Change)
            {
                case "added":
                    screen.Line($"  + {change.Path}  {Size(change.NewSizeBytes)}", "green");
                    break;
                case "removed":
                    screen.Line($"  - {change.Path}  {Size(change.OldSizeBytes)}", "red");
                    break;
                default:
                    screen.Line($"  ~ {change.Path}  {Size(change.OldSizeBytes)} -> {Size(change.NewSizeBytes)}", "yellow");
                    break;
            }
        }
    }

    private static string Size(long? bytes) => bytes is { } known ? Units.Size(known) : "?";
}
