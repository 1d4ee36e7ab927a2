using Gantry.Api;

namespace Gantry.Cli;

/// <summary>A subscription in a few lines.</summary>
internal static class SubscriptionLines
{
    public static string Where(SubscriptionView s) => s.Mission is null ? "everywhere" : $"{s.Mission}/{s.Environment}";

    public static string Status(SubscriptionView s) => s.ParkedAt is null ? s.Status : s.Status + ", parked";

    public static void Tell(Call call, SubscriptionView s)
    {
        call.Out.Line($"{s.Id} of {s.Owner} is {Status(s)}");
        call.Out.Line($"where      {Where(s)}");
        call.Out.Line($"filter     {s.Filter}");
        call.Out.Line($"told at    {s.Endpoint ?? "nowhere; its owner reads its queue"}{(s.EndpointUser is null ? "" : $", as {s.EndpointUser}")}");
        call.Out.Line($"since      {Units.Time(s.SubmittedAt)}");
        call.Out.Line($"last told  {Units.Time(s.NotifiedAt) ?? "never"}");
        call.Out.Line($"waiting    {s.Waiting}");
        if (s.LastError is not null)
            call.Out.Line($"trouble    {s.LastError} ({Units.Count(s.Failures, "failure", "failures")} in a row{(s.ParkedAt is { } at ? $", parked since {Units.Time(at)}" : "")}{(s.DueAt is { } due ? $", tried again at {Units.Time(due)}" : "")})");
    }
}
