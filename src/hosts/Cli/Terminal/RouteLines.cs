using Gantry.Api;

namespace Gantry.Cli;

/// <summary>A route in a few lines.</summary>
internal static class RouteLines
{
    public static void Tell(Call call, RouteView route)
    {
        var held = route.PausedAt is { } at ? $", by {route.PausedBy} at {Units.Time(at)}{(route.PauseReason is null ? "" : $": {route.PauseReason}")}" : "";
        call.Out.Line($"{route.Name} in {route.Mission}/{route.Environment} is {route.State}{held}");
        call.Out.Line($"to         {route.Target ?? "nobody: the release that stands has no such route"}");
        if (route.Order == "publication")
            call.Out.Line("order      one after another, as they were published");
        if (route.Hours is not null)
            call.Out.Line($"hours      {route.Hours}");
        call.Out.Line($"waiting    {route.Waiting}{(route.Oldest is { } oldest ? $", the oldest since {Units.Time(oldest)}" : "")}");
        call.Out.Line($"sending    {route.Sending}");
        call.Out.Line($"dead       {route.Dead}{(route.Dead > 0 ? $"; 'gantry routes deliveries {route.Mission}/{route.Environment} {route.Name} --state dead' says why" : "")}");
        call.Out.Line($"delivered  {route.Delivered}{(route.LastDeliveredAt is { } last ? $", the last at {Units.Time(last)}" : "")}");
    }
}
