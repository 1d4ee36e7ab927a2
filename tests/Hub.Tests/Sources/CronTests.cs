using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Gantry.Schedules;
using Xunit;

namespace Gantry.Hub.Tests.Sources;

public class CronTests
{
    [Theory]
    [InlineData("* * * * *", "2026-03-01T12:00:30Z", "2026-03-01T12:01:00Z")]
    [InlineData("*/10 6-18 * * 1-5", "2026-03-06T18:50:00Z", "2026-03-09T06:00:00Z")]
    [InlineData("5,35 * * * *", "2026-03-01T12:05:00Z", "2026-03-01T12:35:00Z")]
    [InlineData("0 0 29 2 *", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 29 2 *", "2097-03-01T00:00:00Z", "2104-02-29T00:00:00Z")]
    [InlineData("0 12 * * 0", "2026-03-02T00:00:00Z", "2026-03-08T12:00:00Z")]
    [InlineData("0 12 * * 7", "2026-03-02T00:00:00Z", "2026-03-08T12:00:00Z")]
    [InlineData("0 0 13 * 5", "2026-03-01T00:00:00Z", "2026-03-06T00:00:00Z")]
    [InlineData("30 23 31 12 *", "2026-12-31T23:30:00Z", "2027-12-31T23:30:00Z")]
    public void Says_when_it_is_time_next(string text, string now, string next)
    {
        Assert.Null(Cron.TryParse(text, out var cron));
        Assert.Equal(Time(next), cron!.After(Time(now)));
    }

    [Theory]
    [InlineData("* * * *", "five fields")]
    [InlineData("60 * * * *", "no minute")]
    [InlineData("* 24 * * *", "no hour")]
    [InlineData("5-1 * * * *", "no minute")]
    [InlineData("*/0 * * * *", "no minute")]
    [InlineData("* * 0 * *", "no day of the month")]
    [InlineData("a * * * *", "no minute")]
    [InlineData("0 0 31 2 *", "no day is ever like this")]
    public void Says_what_is_wrong(string text, string words) => Assert.Contains(words, Cron.TryParse(text, out _), StringComparison.Ordinal);

    [Fact]
    public void Never_breaks_on_any_text_and_never_goes_back() =>
        Prop.ForAll<string>(text =>
        {
            var now = Time("2026-03-01T12:00:30Z");
            if (text is not null && Cron.TryParse(text, out var cron) is null)
                Assert.True(cron!.After(now) > now);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 20)]
    [InlineData(1, 20)]
    [InlineData(5, 32)]
    [InlineData(30, 300)]
    public void A_source_that_fails_is_asked_less_and_less_often(int failures, int seconds)
    {
        var now = Time("2026-03-01T12:00:00Z");
        Assert.Equal(now.AddSeconds(seconds), new Timetable(TimeSpan.FromSeconds(20), null).After(now, failures));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void A_file_is_tried_again_at_once_so_often(int failed, bool again) => Assert.Equal(again, new RetryPlan().Pause(failed) is not null);

    [Fact]
    public void A_file_is_put_aside_after_its_rounds()
    {
        var (plan, now) = (new RetryPlan(), Time("2026-03-01T12:00:00Z"));
        Assert.Equal(now.AddMinutes(5), plan.NextRound(1, now, null));
        Assert.Equal(now.AddMinutes(9), plan.NextRound(2, now, TimeSpan.FromMinutes(9)));
        Assert.Null(plan.NextRound(3, now, null));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
