using Xunit;

namespace Gantry.Hub.Tests.Punctuality;

public sealed class CompletenessTests
{
    private static readonly DateOnly _day = new(2026, 3, 10);
    private static readonly DateTimeOffset _midnight = new(2026, 3, 10, 0, 0, 0, TimeSpan.Zero);
    private static readonly PunctualityRule _daily = new("demo", "ops", "BIN", null, new(24, TimeSpan.FromDays(1)));

    [Fact]
    public void A_day_that_is_over_and_was_watched_owes_all_of_it() => Assert.Equal(24, CompletenessViews.DueOn(_daily, _midnight.AddDays(-3), _day, _midnight.AddDays(2)));

    [Fact]
    public void A_day_that_was_watched_from_noon_owes_half() => Assert.Equal(12, CompletenessViews.DueOn(_daily, _midnight.AddHours(12), _day, _midnight.AddDays(2)));

    [Fact]
    public void Today_owes_what_is_past_but_for_what_may_come_a_little_later() =>
        Assert.Equal(9, CompletenessViews.DueOn(_daily, _midnight.AddDays(-3), _day, _midnight.AddHours(12)));

    [Fact]
    public void A_day_before_anybody_watched_owes_nothing()
    {
        Assert.Equal(0, CompletenessViews.DueOn(_daily, _midnight.AddDays(1), _day, _midnight.AddDays(2)));
        Assert.Equal(0, CompletenessViews.DueOn(_daily, null, _day, _midnight.AddDays(2)));
    }

    [Fact]
    public void A_day_to_come_owes_nothing() => Assert.Equal(0, CompletenessViews.DueOn(_daily, _midnight.AddDays(-3), _day, _midnight.AddDays(-1)));
}
