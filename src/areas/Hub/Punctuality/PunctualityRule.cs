using System.Globalization;

namespace Gantry.Hub;

/// <summary>What a type that stands somewhere says of time: how soon its products are to be published, and how many are to come.</summary>
internal sealed record PunctualityRule(string Mission, string Environment, string Type, TimeSpan? Timeliness, ExpectedRate? Expected)
{
    public Scope Scope => new(Mission, Environment);

    /// <summary>As the journal names it.</summary>
    public string Subject => $"types/{Type}";

    /// <summary>Over which time products are counted.</summary>
    public TimeSpan Window => Expected?.Per ?? TimeSpan.FromDays(1);

    /// <summary>A file that comes a little later than yesterday's is not missing yet.</summary>
    public TimeSpan Slack => Window / 10;

    /// <summary>The rule in words; when they change, what was seen under the old ones counts no more.</summary>
    public string Words => $"{Timeliness?.TotalSeconds.ToString(CultureInfo.InvariantCulture)} {ExpectedInWords}".Trim();

    /// <summary><c>14/day</c>, as types.yaml has it.</summary>
    public string? ExpectedInWords => Expected is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $"{rate.Count}/{(rate.Per.TotalHours <= 1 ? "hour" : rate.Per.TotalDays <= 1 ? "day" : "week")}")
        : null;

    /// <summary>Whether so long from origin to publication is too long.</summary>
    public bool IsLate(TimeSpan delay) => delay > Timeliness;

    /// <summary>How many must have come in the window by now, of a type that has been watched for some time.</summary>
    public long Due(TimeSpan watched) => Due(watched, TimeSpan.Zero);

    /// <summary>The same, where each may come a little later.</summary>
    public long DueWithSlack(TimeSpan watched) => Due(watched, Slack);

    private long Due(TimeSpan watched, TimeSpan slack) =>
        Expected is { } rate ? (long)(rate.Count * Math.Clamp((watched - slack) / rate.Per, 0, 1)) : 0;
}
