namespace Gantry.OData.Tests;

public sealed class LiteralTests
{
    private static FilterNode Literal(string text) => Assert.IsType<Compare>(Reading.Filter($"A eq {text}")).Right;

    [Theory]
    [InlineData("2026-01-31T12:00:00Z", 0)]
    [InlineData("2026-01-31T12:00Z", 0)]
    [InlineData("2026-01-31t12:00:00z", 0)]
    [InlineData("2026-01-31T12:00:00.1Z", 1_000_000)]
    [InlineData("2026-01-31T12:00:00.12Z", 1_200_000)]
    [InlineData("2026-01-31T12:00:00.123Z", 1_230_000)]
    [InlineData("2026-01-31T12:00:00.1234Z", 1_234_000)]
    [InlineData("2026-01-31T12:00:00.12345Z", 1_234_500)]
    [InlineData("2026-01-31T12:00:00.123456Z", 1_234_560)]
    [InlineData("2026-01-31T12:00:00.1234567Z", 1_234_567)]
    [InlineData("2026-01-31T10:30:00.000-01:30", 0)]
    public void An_instant_is_exact_to_its_last_digit(string text, long ticks) => Assert.Equal(
        new InstantLiteral(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero).AddTicks(ticks)),
        Literal(text));

    [Fact]
    public void The_end_of_time_is_an_instant() => Assert.Equal("9999-12-31T23:59:59.999Z", Literal("9999-12-31T23:59:59.999Z").ToString());

    [Theory]
    [InlineData("2026-01-31", "'2026-01-31' is not a date and time such as 2026-01-31T12:00:00.000Z")]
    [InlineData("2026-02-30T00:00:00Z", "'2026-02-30T00:00:00Z' is not a date and time such as 2026-01-31T12:00:00.000Z")]
    [InlineData("2026-01-31T00:00:60Z", "'2026-01-31T00:00:60Z' is not a date and time such as 2026-01-31T12:00:00.000Z")]
    [InlineData("0001-01-01T00:00:00+14:00", "'0001-01-01T00:00:00+14:00' is not a date and time such as 2026-01-31T12:00:00.000Z")]
    [InlineData("2026-01-31T12:00:00", "'2026-01-31T12:00:00' is not a date and time such as 2026-01-31T12:00:00.000Z; it has no zone, write Z for UTC")]
    [InlineData("2026-01-31T12:00:00.12345678Z", "'2026-01-31T12:00:00.12345678Z' is not a date and time such as 2026-01-31T12:00:00.000Z; at most seven digits may follow the point")]
    [InlineData("12abc", "'12abc' is neither a number nor a date; put a text in quotes")]
    [InlineData("1.", "'1.' is neither a number nor a date; put a text in quotes")]
    [InlineData("1e400", "'1e400' is a number too large or too small to compare with")]
    [InlineData("1e-400", "'1e-400' is a number too large or too small to compare with")]
    [InlineData("guid'x'", "'x' is not a guid")]
    public void What_is_no_literal_is_refused_where_it_stands(string text, string message) =>
        Assert.Equal(new ODataProblem(5, message), Reading.Problem($"A eq {text}"));

    [Theory]
    [InlineData("''", "")]
    [InlineData("''''", "'")]
    [InlineData("'a''b'", "a'b")]
    [InlineData("'and (x eq ''y'')'", "and (x eq 'y')")]
    [InlineData("'\u00e9\U0001F680'", "\u00e9\U0001F680")]
    public void Two_quotes_inside_a_text_are_one(string text, string value) => Assert.Equal(new TextLiteral(value), Literal(text));

    [Theory]
    [InlineData("2b17b57d-fff4-4645-b539-91f305c27c69")]
    [InlineData("AB17B57D-FFF4-4645-B539-91F305C27C69")]
    [InlineData("guid'2b17b57d-fff4-4645-b539-91f305c27c69'")]
    public void A_guid_may_stand_bare(string text) =>
        Assert.Equal(new GuidLiteral(Guid.Parse(text.Replace("guid", "", StringComparison.Ordinal).Trim('\''))), Literal(text));

    [Fact]
    public void A_guid_may_stand_in_quotes()
    {
        Assert.True(Assert.IsType<TextLiteral>(Literal("'2b17b57d-fff4-4645-b539-91f305c27c69'")).TryGetGuid(out var guid));
        Assert.Equal(Guid.Parse("2b17b57d-fff4-4645-b539-91f305c27c69"), guid);
    }

    [Fact]
    public void Numbers_are_whole_where_they_can_be_and_exact_where_they_cannot()
    {
        Assert.Equal(new WholeLiteral(-12), Literal("-12"));
        Assert.Equal(new WholeLiteral(long.MaxValue), Literal("9223372036854775807"));
        Assert.Equal(new DecimalLiteral(9223372036854775808m), Literal("9223372036854775808"));
        Assert.Equal(new DecimalLiteral(0.1m), Literal("0.1"));
        Assert.Equal(new DecimalLiteral(-1500m), Literal("-1.5E3"));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("TRUE", true)]
    public void Flags_are_read_in_any_case(string text, bool value) => Assert.Equal(new FlagLiteral(value), Literal(text));

    [Fact]
    public void Null_is_a_value() => Assert.Equal(new NullLiteral(), Literal("null"));
}
