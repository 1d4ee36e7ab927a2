using Xunit;

namespace Gantry.Hub.Tests.Punctuality;

public class PaceTests
{
    private static readonly PunctualityRule _rule = new("demo", "ops", "AUX", TimeSpan.FromMinutes(10), new(24, TimeSpan.FromDays(1)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(11.5, 11)]
    [InlineData(24, 24)]
    [InlineData(500, 24)]
    public void What_is_due_grows_with_the_time_that_is_watched(double hours, long due) =>
        Assert.Equal(due, _rule.Due(TimeSpan.FromHours(hours)));

    [Fact]
    public void A_type_that_says_nothing_of_numbers_has_nothing_due() =>
        Assert.Equal(0, (_rule with { Expected = null }).Due(TimeSpan.FromDays(10)));

    [Theory]
    [InlineData(24, 24, false, false)] // on time, and stays so
    [InlineData(23, 24, false, false)] // a little late is not missing yet
    [InlineData(23, 23, false, true)]  // missing also with slack
    [InlineData(23, 24, true, true)]   // behind, and not all is there yet
    [InlineData(24, 25, true, false)]  // behind, and all is there
    public void It_falls_behind_with_slack_and_catches_up_without(long published, long withSlack, bool was, bool isNow) =>
        Assert.Equal(isNow, new Pace(was, false).Next(_rule, PaceFigures.None with { Published = published, PublishedWithSlack = withSlack }, TimeSpan.FromDays(3)).IsMissing);

    [Theory]
    [InlineData(10, 1, false, false)]
    [InlineData(10, 2, false, true)]
    [InlineData(1, 1, false, true)]
    [InlineData(10, 1, true, false)]
    [InlineData(0, 0, true, true)] // nothing came, so nothing is known
    [InlineData(0, 0, false, false)]
    public void It_is_late_when_more_than_a_tenth_of_the_last_hours_were(long lately, long late, bool was, bool isNow) =>
        Assert.Equal(isNow, new Pace(false, was).Next(_rule, PaceFigures.None with { PublishedLately = lately, LateLately = late }, TimeSpan.Zero).IsLate);

    [Fact]
    public void Exactly_as_long_as_allowed_is_not_late()
    {
        Assert.False(_rule.IsLate(TimeSpan.FromMinutes(10)));
        Assert.True(_rule.IsLate(TimeSpan.FromMinutes(10) + TimeSpan.FromMilliseconds(1)));
        Assert.False((_rule with { Timeliness = null }).IsLate(TimeSpan.FromDays(100)));
    }

    [Theory]
    [InlineData(1, "14/hour")]
    [InlineData(24, "14/day")]
    [InlineData(168, "14/week")]
    public void The_rate_is_told_as_it_was_declared(double hours, string words) =>
        Assert.Equal(words, (_rule with { Expected = new(14, TimeSpan.FromHours(hours)) }).ExpectedInWords);
}
