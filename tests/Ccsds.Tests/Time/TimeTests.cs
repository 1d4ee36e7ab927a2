using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Ccsds.Tests;

public class TimeTests
{
    private static readonly Gen<UtcTime> _times =
        from day in Gen.Choose(-100_000, 200_000)
        from second in Gen.Choose(0, 86_399)
        from pico in Gen.Choose(0, 999_999_999)
        select new UtcTime(day, (second * 1_000_000_000_000L) + (pico * 1_000L) + 7);

    [Fact]
    public void A_counter_of_seconds_and_fractions_is_read_exactly()
    {
        Assert.Equal(TimeStatus.Good, new CucFormat(4, 3).TryRead(Some.Hex("00000002 800000"), out var time));
        Assert.Equal((2, 500_000_000), (time.Seconds, time.Nanosecond));
        Assert.Equal(TimeStatus.Good, new CucFormat(4, 2) { Epoch = TaiTime.GpsEpoch, HasOwnEpoch = true }.TryRead(Some.Hex("00000000 0000"), out var gps));
        Assert.Equal("1980-01-06T00:00:00Z", Text(LeapSeconds.Known.ToUtc(gps), 0));
        Assert.Equal("2000-01-01T11:58:55.816Z", Text(LeapSeconds.Known.ToUtc(TaiTime.J2000), 3));
    }

    [Fact]
    public void Every_counter_reads_back_as_it_was_written() => Prop.ForAll(
        (from s in Gen.Choose(1, 7) from f in Gen.Choose(0, 8) select new CucFormat(s, f) { Epoch = TaiTime.GpsEpoch }).ToArbitrary(), Some.Noise(15, new byte[15]), (format, noise) =>
    {
        if (format.TryRead(noise, out var time) != TimeStatus.Good)
        {
            Assert.True(noise.Length < format.Length);
            return;
        }
        var written = new byte[format.Length];
        Assert.True(format.TryWrite(time, written));
        Assert.Equal(noise[..format.Length], written);
    }).Check(Some.Hard);

    [Theory]
    [InlineData(4, 3, "1F")]
    [InlineData(4, 0, "1C")]
    [InlineData(7, 10, "9F7C")]
    [InlineData(5, 2, "9E20")]
    public void Preambles_tell_the_format(int seconds, int fraction, string preamble)
    {
        var written = new byte[2];
        var format = new CucFormat(seconds, fraction);
        Assert.True(format.TryWritePreamble(written));
        Assert.Equal(preamble, Convert.ToHexString(written[..format.PreambleLength]));
        Assert.Equal(TimeStatus.Good, CucFormat.TryReadPreamble(written, default, out var s, out var f, out _, out var length));
        Assert.Equal((seconds, fraction, format.PreambleLength), (s, f, length));
    }

    [Fact]
    public void Day_segmented_times_are_read_exactly()
    {
        Assert.Equal(TimeStatus.Good, new CdsFormat(CdsFineness.Microseconds).TryRead(Some.Hex("542E 05265BFF 03E7"), out var leap));
        Assert.Equal("2016-12-31T23:59:59.999999Z", Text(leap with { Day = 21_549 }, 6));
        Assert.Equal(TimeStatus.Good, new CdsFormat().TryRead(Some.Hex("542D 05265FE7"), out leap));
        Assert.Equal("2016-12-31T23:59:60.999Z", Text(leap, 3));
        Assert.Equal(TimeStatus.OutOfRange, new CdsFormat().TryRead(Some.Hex("542D 05265FE8"), out _));
        Assert.Equal(TimeStatus.OutOfRange, new CdsFormat(CdsFineness.Microseconds).TryRead(Some.Hex("0000 00000000 03E8"), out _));
    }

    [Fact]
    public void Every_day_segmented_time_reads_back_as_it_was_written() => Prop.ForAll(
        (from f in Gen.Elements(Enum.GetValues<CdsFineness>()) from l in Gen.Elements(true, false) from e in Gen.Elements(0, 15_340) select new CdsFormat(f, l, e)).ToArbitrary(),
        Some.Noise(11, Some.Hex("5000 01000000 0000"), Some.Hex("005000 01000000 00000000")), (format, noise) =>
    {
        if (format.TryRead(noise, out var time) != TimeStatus.Good)
            return;
        var (written, preamble) = (new byte[format.Length], new byte[1]);
        Assert.True(format.TryWrite(time, written) && format.TryWritePreamble(preamble));
        Assert.Equal(noise[..format.Length], written);
        Assert.Equal(TimeStatus.Good, CdsFormat.TryReadPreamble(preamble, format.EpochDay, out var fineness, out var isLong, out var epoch));
        Assert.Equal(format, new(fineness, isLong, epoch));
    }).Check(Some.Hard);

    [Theory]
    [InlineData("2026-03-01T12:00:00.5Z", "2026-03-01T12:00:00.500000000000Z")]
    [InlineData("2026-060T12:00:00", "2026-03-01T12:00:00.000000000000Z")]
    [InlineData("2024-366T23:59:59.1234567890123456Z", "2024-12-31T23:59:59.123456789012Z")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:60.000000000000Z")]
    [InlineData("0001-001T00:00:00Z", "0001-01-01T00:00:00.000000000000Z")]
    public void Reads_what_is_written_in_characters(string text, string expected)
    {
        Assert.Equal(TimeStatus.Good, AsciiTime.TryRead(Encoding.ASCII.GetBytes(text), out var time));
        Assert.Equal(expected, Text(time, 12));
    }

    [Theory]
    [InlineData("2026-03-01T12:00:0", TimeStatus.Incomplete)]
    [InlineData("", TimeStatus.Incomplete)]
    [InlineData("2026-13-01T12:00:00Z", TimeStatus.OutOfRange)]
    [InlineData("2025-02-29T12:00:00Z", TimeStatus.OutOfRange)]
    [InlineData("2025-366T12:00:00Z", TimeStatus.OutOfRange)]
    [InlineData("2026-03-01T12:00:60Z", TimeStatus.OutOfRange)]
    [InlineData("2026-03-01T12:00:00.Z", TimeStatus.OutOfRange)]
    [InlineData("2026-03-01 12:00:00Z", TimeStatus.OutOfRange)]
    [InlineData("0000-01-01T12:00:00Z", TimeStatus.OutOfRange)]
    [InlineData("2026-03-01T12:00:00Z and more", TimeStatus.OutOfRange)]
    public void Refuses_what_is_no_time(string text, TimeStatus status) => Assert.Equal(status, AsciiTime.TryRead(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Characters_of_both_codes_read_back() => Prop.ForAll(_times.ToArbitrary(), time =>
    {
        foreach (var code in Enum.GetValues<AsciiCode>())
        {
            var text = new byte[AsciiTime.MostLength];
            Assert.True(AsciiTime.TryWrite(time, code, 12, text, out var length));
            Assert.Equal(TimeStatus.Good, AsciiTime.TryRead(text.AsSpan(0, length), out var again));
            Assert.Equal(time, again);
        }
    }).Check(Some.Hard);

    [Fact]
    public void Any_characters_are_answered() => Prop.ForAll(Some.Noise(30, "2026-03-0"u8.ToArray(), "2026-060T12:"u8.ToArray(), "2026-03-01T12:00:00."u8.ToArray()), noise =>
    {
        var digits = Array.ConvertAll(noise, b => (byte)('-' + b % 13));
        AsciiTime.TryRead(noise, out _);
        AsciiTime.TryRead(digits, out _);
        CucFormat.TryReadPreamble(noise, default, out _, out _, out _, out _);
        CdsFormat.TryReadPreamble(noise, 0, out _, out _, out _);
        CucFormat.TryRead(noise, noise.Length % 9, noise.Length % 12, default, out var time);
        LeapSeconds.Known.ToUtc(time);
    }).Check(Some.Hard);

    [Fact]
    public void There_and_back_between_the_scales_nothing_is_lost() => Prop.ForAll(_times.ToArbitrary(), time =>
        Assert.Equal(time, LeapSeconds.Known.ToUtc(LeapSeconds.Known.ToTai(time)))).Check(Some.Hard);

    [Fact]
    public void A_leap_second_is_a_second_of_its_own()
    {
        var midnight = LeapSeconds.Known.ToTai(new(21_550, 0));
        Assert.Equal(["2016-12-31T23:59:59Z", "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"],
            new[] { -2, -1, 0 }.Select(s => Text(LeapSeconds.Known.ToUtc(midnight.Plus(new(s))), 0)));
        Assert.True(LeapSeconds.Known.ToUtc(midnight.Plus(new(-1))).IsLeapSecond);
        Assert.Equal(37, LeapSeconds.Known.OffsetOn(25_000));
    }

    [Fact]
    public void The_table_can_be_read_anew()
    {
        const string text = "#\tUpdated\n#@\t4000000000\n2272060800\t10\t# 1 Jan 1972\n2287785600 11\r\n";
        var table = LeapSeconds.Parse(text, out var problem);
        Assert.Null(problem);
        Assert.Equal([10, 10, 11], new[] { 5_113, 5_294, 5_295 }.Select(table!.OffsetOn));
        Assert.Null(LeapSeconds.Parse("2272060800 10\n2272060800 11\n", out problem));
        Assert.StartsWith("line 2: each line is later", problem, StringComparison.Ordinal);
        Assert.Null(LeapSeconds.Parse("2272060801 10\n", out problem));
        Assert.StartsWith("line 1: expected", problem, StringComparison.Ordinal);
        Assert.Null(LeapSeconds.Parse("# nothing\n", out problem));
        Assert.Equal("there is no line with a difference in it", problem);
    }

    [Fact]
    public void Any_table_is_answered() => Prop.ForAll<string>(text => (LeapSeconds.Parse(text ?? "", out var problem) is null) == (problem is not null)).Check(Some.Few);

    [Fact]
    public void The_platforms_time_is_the_same_but_for_leap_seconds() => Prop.ForAll(_times.ToArbitrary(), time =>
    {
        var platform = time.ToDateTimeOffset()!.Value;
        Assert.Equal(Text(time, 7), platform.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
        Assert.Equal(platform, UtcTime.From(platform).ToDateTimeOffset());
    }).Check(Some.Few);

    [Fact]
    public void Times_without_a_place_in_the_calendar_are_said_to_have_none()
    {
        Assert.Null(new UtcTime(int.MaxValue, 0).ToDateTimeOffset());
        Assert.False(AsciiTime.TryWrite(new(int.MinValue, 0), AsciiCode.A, 0, new byte[40], out _));
        Assert.Equal(int.MaxValue, LeapSeconds.Known.ToUtc(new(long.MaxValue)).Day);
    }

    [Fact]
    public void Nanoseconds_and_picoseconds_are_kept_exactly() => Prop.ForAll(Gen.Choose(0, 999_999_999).ToArbitrary(), nanosecond =>
        TaiTime.FromNanoseconds(5, nanosecond).Nanosecond == nanosecond && TaiTime.FromPicoseconds(5, (nanosecond * 1000L) + 999).Picosecond == (nanosecond * 1000L) + 999).Check(Some.Hard);

    private static string Text(UtcTime time, int decimals)
    {
        var text = new byte[AsciiTime.MostLength];
        Assert.True(AsciiTime.TryWrite(time, AsciiCode.A, decimals, text, out var length));
        return Encoding.ASCII.GetString(text, 0, length);
    }
}
