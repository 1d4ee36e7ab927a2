namespace Gantry.OData.Tests;

/// <summary>What clients in the field are known to send, each as they send it.</summary>
public sealed class RealClientTests
{
    [Theory]
    [InlineData("True", true)]
    [InlineData("true", true)]
    [InlineData("FALSE", false)]
    public void Count_is_read_in_any_case(string value, bool count) => Assert.Equal(count, Reading.Options(("$count", value)).Count);

    [Fact]
    public void Expand_given_twice_is_merged() => Assert.Equal(
        ["Attributes", "Assets"],
        Reading.Options(("$expand", "Attributes"), ("$expand", "Assets"), ("$expand", "Attributes")).Expand);

    [Fact]
    public void Keywords_may_be_in_capitals() => Assert.Equal(
        Reading.Filter("not contains(Name,'x') and (Online or Name in ('a'))"),
        Reading.Filter("NOT contains(Name,'x') AND (Online OR Name IN ('a'))"));

    [Fact]
    public void A_cast_that_contradicts_another_is_kept_for_the_catalogue_to_overrule()
    {
        var any = Assert.IsType<Any>(Reading.Filter(
            "Attributes/OData.CSC.IntegerAttribute/any(att:att/Name eq 'orbitNumber' and att/OData.CSC.StringAttribute/Value eq '265')"));

        var value = Assert.IsType<Compare>(Assert.IsType<And>(any.Condition).Right);
        Assert.Equal("OData.CSC.IntegerAttribute", any.Collection.Cast);
        Assert.Equal("OData.CSC.StringAttribute", Assert.IsType<Property>(value.Left).Cast);
        Assert.Equal(new TextLiteral("265"), value.Right);
    }

    [Fact]
    public void Operands_may_be_swapped_and_the_cast_left_out()
    {
        var any = Assert.IsType<Any>(Reading.Filter(
            "Attributes/any(att:'AUX_X' eq att/Value and 'productType' eq att/Name)"));

        var both = Assert.IsType<And>(any.Condition);
        Assert.Equal(
            new Compare(Comparison.Eq, new Property("att", "Value"), new TextLiteral("AUX_X")),
            Assert.IsType<Compare>(both.Left).Swapped());
        Assert.Null(any.Collection.Cast);
    }

    [Fact]
    public void Parentheses_may_be_redundant() => Assert.Equal(
        Reading.Filter("PublicationDate ge 2026-01-01T00:00:00Z and PublicationDate lt 2026-01-02T00:00:00Z and contains(Name,'AUX')"),
        Reading.Filter("((PublicationDate ge 2026-01-01T00:00:00.000Z) and ((PublicationDate) lt (2026-01-02T00:00:00.000000Z))) and (contains(Name,'AUX'))"));

    [Fact]
    public void Well_known_text_may_have_blanks_after_its_commas() => Assert.Equal(
        new Spatial(Relation.Intersects, new GeographyLiteral("SRID=4326;POLYGON((8 49, 9 49, 9 50, 8 49))")),
        Reading.Filter("OData.CSC.Intersects(area=geography'SRID=4326;POLYGON((8 49, 9 49, 9 50, 8 49))')"));

    [Fact]
    public void Blanks_may_be_left_out_and_put_in() => Assert.Equal(
        Reading.Filter("Name eq 'x' and Name in ('a','b')"),
        Reading.Filter("  ( Name eq'x')and(Name in( 'a' , 'b' ))  "));

    [Fact]
    public void A_call_may_be_compared_with_true() => Assert.Equal(
        new Compare(Comparison.Eq, new Call(Function.StartsWith, new Property("Name"), new TextLiteral("S1")), new FlagLiteral(true)),
        Reading.Filter("startswith(Name,'S1') eq true"));

    [Fact]
    public void An_unknown_option_is_named_when_it_is_odatas_and_ignored_when_it_is_not()
    {
        Assert.StartsWith("$search: there is no such option here", Reading.OptionsProblem(("$search", "x")).Message, StringComparison.Ordinal);
        Assert.Equal(5, Reading.Options(("cache", "no"), ("", null), ("$top", "5")).Top);
    }

    [Fact]
    public void The_window_of_a_polling_client_is_read_whole()
    {
        var options = Reading.Options(
            ("$filter", "(PublicationDate ge 2026-01-01T00:00:00.000Z) and (PublicationDate lt 2026-01-02T00:00:00.000Z) and contains(Name,'AUX')"),
            ("$top", "100"), ("$skip", "200"), ("$orderby", "PublicationDate asc"), ("$count", "true"), ("$format", "json"));

        Assert.IsType<And>(options.Filter);
        Assert.Equal((100, 200, true), (options.Top, options.Skip, options.Count));
        Assert.Equal([new OrderBy(new Property("PublicationDate"))], options.OrderBy);
    }
}
