using Xunit;

namespace Gantry.Hub.Tests.Retention;

public sealed class HeldNamesTests
{
    private static Hold Of(string filter) => new(Guid.CreateVersion7(), "demo", "ops", filter, "why", "me", default, null);

    private static Product Named(string name) =>
        new(Guid.CreateVersion7(), "demo", "ops", name, null, new(Digest.Of(name), "", 1), default, null, "me", default);

    [Theory]
    [InlineData("a.EOF", "a.EOF", true)]
    [InlineData("a.EOF", "A.EOF", false)]
    [InlineData("*", "anything", true)]
    [InlineData("S1A_*", "S1A_x", true)]
    [InlineData("S1A_*", "XS1A_", false)]
    [InlineData("*.EOF", "x.EOF", true)]
    [InlineData("*.EOF", "x.EOF.zip", false)]
    [InlineData("*RESORB*", "S1A_RESORB_1", true)]
    [InlineData("*RESORB*", "S1A_POEORB_1", false)]
    [InlineData("S1A*A", "S1A", false)]
    [InlineData("S1A*A", "S1AA", true)]
    [InlineData("it's*", "it's.bin", true)]
    public void A_name_holds_what_it_looks_like(string name, string product, bool isHeld)
    {
        var filter = HeldNames.Read(new(name, Reason: "why")).OrThrow();
        Assert.Equal(isHeld, new StandingHolds([Of(filter)]).Of(Named(product)) is not null);
    }

    [Theory]
    [InlineData("a*b*c", null, "hub.bad_hold_pattern")]
    [InlineData(null, "Name eq", "hub.bad_hold_filter")]
    [InlineData(null, "Nope eq 1", "hub.bad_hold_filter")]
    [InlineData(null, "OData.CSC.Intersects(area=geography'SRID=4326;POINT(1 2)')", "hub.bad_hold_filter")]
    [InlineData("a\0b", null, "hub.bad_hold_filter")]
    [InlineData(null, null, "hub.hold_of_what")]
    [InlineData(" ", "", "hub.hold_of_what")]
    [InlineData("a", "Name eq 'a'", "hub.hold_of_what")]
    public void What_cannot_be_held_is_said(string? name, string? filter, string code) =>
        Assert.Equal(code, HeldNames.Read(new(name, Filter: filter, Reason: "why")).Fault?.Code);

    [Fact]
    public void A_filter_longer_than_can_be_asked_of_everything_is_refused() =>
        Assert.Equal("hub.bad_hold_filter", HeldNames.Read(new(Filter: "Name in ('a'" + string.Concat(Enumerable.Repeat(",'a'", 300)) + ")")).Fault?.Code);

    [Fact]
    public void A_product_is_held_by_its_id_and_no_other()
    {
        var (one, other) = (Named("a"), Named("a"));
        var holds = new StandingHolds([Of(HeldNames.Read(new(Product: one.Id)).OrThrow())]);
        Assert.NotNull(holds.Of(one));
        Assert.Null(holds.Of(other));
    }

    [Fact]
    public void A_hold_that_this_program_cannot_read_holds_everything() =>
        Assert.NotNull(new StandingHolds([Of("a word of the future")]).Of(Named("a")));

    [Fact]
    public void A_hold_stands_until_its_time_and_not_at_it()
    {
        var noon = new DateTimeOffset(2031, 4, 5, 12, 0, 0, TimeSpan.Zero);
        var hold = Of("true") with { Until = noon };
        Assert.True(hold.IsStanding(noon.AddMilliseconds(-1)));
        Assert.False(hold.IsStanding(noon));
        Assert.Equal("expired", hold.View(noon).State);
        Assert.True(Of("true").IsStanding(DateTimeOffset.MaxValue));
        Assert.Equal("lifted", (Of("true") with { End = new(noon, "me", "over") }).View(noon).State);
    }
}
