using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Eof.Tests;

public class EofInstantTests
{
    [Theory]
    [InlineData("UTC=9999-99-99T99:99:99")]
    [InlineData("9999-99-99T99:99:99.999999")]
    [InlineData("99999999T999999")]
    [InlineData("00000000T000000")]
    [InlineData("UTC=0000-00-00T00:00:00")]
    [InlineData("UTC=9999-12-31T23:59:59")]
    public void Open_ends_are_no_dates(string text)
    {
        Assert.True(EofInstant.TryParse(text, out var instant));
        Assert.Equal((null, true), (instant.At, instant.IsOpen));
    }

    [Theory]
    [InlineData("UTC=2017-12-13T10:27:37", "2017-12-13T10:27:37.0000000+00:00")]
    [InlineData("2017-12-13T10:27:37.25Z", "2017-12-13T10:27:37.2500000+00:00")]
    [InlineData("20171213T102737", "2017-12-13T10:27:37.0000000+00:00")]
    public void Dates_are(string text, string at) =>
        Assert.Equal(at, EofInstant.TryParse(text, out var instant) ? instant.At!.Value.ToString("O") : null);

    [Theory]
    [InlineData("TAI=2017-12-13T10:27:37")]
    [InlineData("20171313T102737")]
    [InlineData("2017-12-13")]
    [InlineData("")]
    [InlineData("9999")]
    public void Everything_else_is_refused(string text) => Assert.False(EofInstant.TryParse(text, out _));

    [Fact]
    public void Nothing_makes_it_throw() => Prop.ForAll<string>(text => { _ = EofInstant.TryParse(text ?? "", out _); }).QuickCheckThrowOnFailure();
}
