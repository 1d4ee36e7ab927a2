using Neo.Time;

namespace Neo.Tests.Time;

public class UtcTests
{
    [Theory]
    [InlineData("2016-12-31T23:59:60.5Z")]
    [InlineData("2016-12-31T23:59:59.5Z")]
    [InlineData("2017-01-01T00:00:00.5Z")]
    public void A_leap_second_is_a_time_like_any_other(string text)
    {
        Assert.True(Utc.TryParse(text, out var utc));
        Assert.Equal(text, utc.ToString(1));
    }

    [Fact]
    public void Seconds_around_a_leap_second_are_one_second_apart()
    {
        double[] times = [.. new[] { "2016-12-31T23:59:59Z", "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z" }.Select(Parse)];
        Assert.Equal(1, (times[1] - times[0]) * 86_400, 4);
        Assert.Equal(1, (times[2] - times[1]) * 86_400, 4);

        static double Parse(string text) => Utc.TryParse(text, out var utc) ? utc.ToTt().Mjd : double.NaN;
    }

    [Theory]
    [InlineData("2016-12-30T23:59:60Z")]
    [InlineData("2016-12-31T22:59:60Z")]
    [InlineData("2016-12-31T23:59:61Z")]
    [InlineData("2016-13-01T00:00:00Z")]
    [InlineData("2016-02-30")]
    [InlineData("2016-1-1")]
    [InlineData("2016-12-31T24:00:00Z")]
    [InlineData("2016-12-31T10:00:-1Z")]
    [InlineData("")]
    public void What_is_no_time_is_refused(string text) => Assert.False(Utc.TryParse(text, out _));

    // The published values: TAI − UTC is 10 s from 1972 and 37 s from 2017; TT is 32.184 s later.
    [Theory]
    [InlineData(41317, 10)]
    [InlineData(41498, 10)]
    [InlineData(41499, 11)]
    [InlineData(57753, 36)]
    [InlineData(57754, 37)]
    [InlineData(61365, 37)]
    public void Atomic_time_is_whole_seconds_ahead(int day, int seconds)
    {
        Assert.Equal(seconds, LeapSeconds.TaiMinusUtc(day));
        Assert.Equal(seconds + 32.184, (new Utc(day, 0).ToTt().Mjd - day) * 86_400, 4);
    }

    [Theory]
    [InlineData(15020, -2.7)]
    [InlineData(33282, 29.07)]
    [InlineData(41316, 42.2)]
    public void Before_1972_the_slowing_of_the_earth_stands_in(int day, double seconds) => Assert.Equal(seconds, LeapSeconds.TtMinusUtc(day), 0.2);

    [Fact]
    public void Terrestrial_time_goes_back_to_the_same_second()
    {
        foreach (var text in new[] { "2026-11-21T00:00:00.000Z", "2016-12-31T23:59:60.250Z", "1999-01-01T00:00:00.001Z", "2012-07-01T00:00:00.000Z" })
        {
            Assert.True(Utc.TryParse(text, out var utc));
            Assert.Equal(text, utc.ToTt().ToUtc().ToString(3));
        }
    }

    [Fact]
    public void Barycentric_time_differs_by_milliseconds()
    {
        Assert.InRange(Enumerable.Range(51544, 366).Max(day => Math.Abs(new Tt(day).ToTdb().Mjd - day)) * 86_400, 0.0016, 0.0018);
        Assert.Equal(59400.25, new Tt(59400.25).ToTdb().ToTt().Mjd, 11);
    }

    [Theory]
    [InlineData("K205V", 2020, 5, 31)]
    [InlineData("J9611", 1996, 1, 1)]
    [InlineData("J961A", 1996, 1, 10)]
    [InlineData("J969U", 1996, 9, 30)]
    [InlineData("K01AM", 2001, 10, 22)]
    public void Packed_epochs_read_and_write(string packed, int year, int month, int day)
    {
        Assert.True(PackedEpoch.TryUnpack(packed, out var epoch));
        Assert.Equal(JulianDays.ToMjd(new(year, month, day)), epoch.Mjd);
        Assert.True(PackedEpoch.TryPack(epoch, out var again));
        Assert.Equal(packed, again);
    }

    [Theory]
    [InlineData("K20DV")]
    [InlineData("K202U")]
    [InlineData("X2011")]
    [InlineData("K2")]
    public void What_is_no_packed_epoch_is_refused(string packed) => Assert.False(PackedEpoch.TryUnpack(packed, out _));
}
