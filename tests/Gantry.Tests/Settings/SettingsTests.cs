using Xunit;

namespace Gantry.Tests.SettingsOf;

public class SettingsTests
{
    private static readonly Setting[] _known =
    [
        new("listen.port", "8420", "") { WrongWith = Checks.Number(0, 65535) },
        new("database.url", null, "") { IsSecret = true, WrongWith = value => value.Contains('=') ? null : "is no connection string" },
        new("oidc.{name}.issuer", null, ""),
    ];

    [Fact]
    public void Take_the_last_word_and_say_whose_it_was()
    {
        var settings = Gantry.Settings.Compose(_known, [("listen.port", "1", "file:1"), ("listen.port", "2", "environment")]).OrThrow();
        Assert.Equal(2, settings.Number("listen.port"));
        Assert.Equal("environment", settings.All.Single(v => v.Setting.Key == "listen.port").Source);
    }

    [Fact]
    public void Refuse_a_typo_and_guess_what_was_meant()
    {
        var fault = Gantry.Settings.Compose(_known, [("listen.prot", "1", "gantry.yaml:3")]).Fault!;
        Assert.Equal("gantry.yaml:3: there is no setting 'listen.prot'; did you mean 'listen.port'?", fault.Message);
    }

    [Fact]
    public void Report_everything_that_is_wrong_at_once_and_never_a_secret()
    {
        var fault = Gantry.Settings.Compose(_known, [("listen.port", "many", "a"), ("database.url", "hunter2", "b")]).Fault!;
        Assert.Contains("a: listen.port: 'many' is not a whole number from 0 to 65535", fault.Message, StringComparison.Ordinal);
        Assert.Contains("b: database.url: the value is no connection string", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_any_number_of_a_family()
    {
        var settings = Gantry.Settings.Compose(_known, [("oidc.esa.issuer", "x", ""), ("oidc.cnes.issuer", "y", "")]).OrThrow();
        Assert.Equal(["cnes", "esa"], settings.NamesUnder("oidc"));
        Assert.Equal("x", settings.FindNamed("oidc.esa.issuer"));
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("30d", 2_592_000)]
    public void Read_durations_as_people_write_them(string text, int seconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("-5s")]
    [InlineData("1.5h")]
    [InlineData("5 s")]
    [InlineData("99999999999999999999d")]
    public void Refuse_other_durations(string text) => Assert.False(Durations.TryParse(text, out _));
}
