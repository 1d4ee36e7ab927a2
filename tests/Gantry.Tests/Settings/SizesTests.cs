using Xunit;

namespace Gantry.Tests.SettingsOf;

public class SizesTests
{
    [Theory]
    [InlineData("0B", 0)]
    [InlineData("500kB", 500_000)]
    [InlineData("25MB", 25_000_000)]
    [InlineData("2GB", 2_000_000_000)]
    [InlineData("3TB", 3_000_000_000_000)]
    [InlineData("5 MB", 5_000_000)]
    [InlineData("1.5 GB", 1_500_000_000)]
    [InlineData("2GiB", 2_147_483_648)]
    [InlineData("0.5 KiB", 512)]
    public void Are_read_as_people_write_them(string text, long bytes) => Assert.Equal(bytes, Sizes.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("5")]
    [InlineData("5  MB")]
    [InlineData("5.MB")]
    [InlineData("5KB")]
    [InlineData("5mb")]
    [InlineData("-5MB")]
    [InlineData("99999999999MB")]
    [InlineData("999999999TB")]
    public void Are_refused_when_they_are_none(string text) => Assert.NotNull(Sizes.WrongWith(text));
}
