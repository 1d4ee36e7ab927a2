namespace Gantry.OData.Tests;

public sealed class FilterParserTests
{
    private static readonly Property _name = new("Name");
    private static readonly Property _date = new("PublicationDate");

    [Fact]
    public void Reads_a_comparison_of_a_property_with_a_text() => Assert.Equal(
        new Compare(Comparison.Eq, _name, new TextLiteral("S1A.SAFE")),
        Reading.Filter("Name eq 'S1A.SAFE'"));

    [Theory]
    [InlineData("eq", Comparison.Eq)]
    [InlineData("ne", Comparison.Ne)]
    [InlineData("gt", Comparison.Gt)]
    [InlineData("ge", Comparison.Ge)]
    [InlineData("lt", Comparison.Lt)]
    [InlineData("le", Comparison.Le)]
    public void Reads_every_comparison_in_either_case(string word, Comparison comparison)
    {
        var expected = new Compare(comparison, new Property("ContentLength"), new WholeLiteral(5));

        Assert.Equal(expected, Reading.Filter($"ContentLength {word} 5"));
        Assert.Equal(expected, Reading.Filter($"ContentLength {word.ToUpperInvariant()} 5"));
    }

    [Fact]
    public void Binds_not_before_and_before_or() => Assert.Equal(
        new Or(new Property("A"), new And(new Not(new Property("B")), new Property("C"))),
        Reading.Filter("A or not B and C"));

    [Fact]
    public void Chains_lean_to_the_left() => Assert.Equal(
        new And(new And(new Property("A"), new Property("B")), new Property("C")),
        Reading.Filter("A and B and C"));

    [Fact]
    public void Parentheses_decide_where_binding_would_not() => Assert.Equal(
        new And(new Or(new Property("A"), new Property("B")), new Property("C")),
        Reading.Filter("(A or B) and C"));

    [Fact]
    public void Not_negates_the_whole_comparison_behind_it() => Assert.Equal(
        Reading.Filter("not (Name eq 'x')"),
        Reading.Filter("not Name eq 'x'"));

    [Fact]
    public void Reads_functions_in_any_case() => Assert.Equal(
        new And(
            new Call(Function.StartsWith, _name, new TextLiteral("S1A")),
            new And(
                new Call(Function.EndsWith, new Call(Function.ToLower, _name), new TextLiteral(".eof")),
                new Compare(Comparison.Gt, new Call(Function.Length, _name), new WholeLiteral(3)))),
        Reading.Filter("startswith(Name,'S1A') and (EndsWith(tolower(Name), '.eof') and LENGTH(Name) gt 3)"));

    [Fact]
    public void Reads_a_list_of_values() => Assert.Equal(
        new In(_name, [new TextLiteral("a"), new TextLiteral("b")]),
        Reading.Filter("Name in ('a', 'b')"));

    [Fact]
    public void Reads_a_path_into_a_property() => Assert.Equal(
        new Property("ContentDate", "Start"),
        Assert.IsType<Compare>(Reading.Filter("ContentDate/Start lt 2026-01-01T00:00:00Z")).Left);

    [Fact]
    public void Reads_an_attribute_by_its_lambda()
    {
        var any = Assert.IsType<Any>(Reading.Filter(
            "Attributes/OData.CSC.StringAttribute/any(att:att/Name eq 'productType' and att/OData.CSC.StringAttribute/Value eq 'AUX_PREORB')"));

        Assert.Equal("Attributes", any.Collection.PathWithoutCasts);
        Assert.Equal("OData.CSC.StringAttribute", any.Collection.Cast);
        Assert.Equal("att", any.Variable);
        var value = Assert.IsType<Compare>(Assert.IsType<And>(any.Condition).Right);
        Assert.Equal("att/Value", Assert.IsType<Property>(value.Left).PathWithoutCasts);
        Assert.Equal(new TextLiteral("AUX_PREORB"), value.Right);
    }

    [Fact]
    public void Reads_a_lambda_that_only_asks_whether_there_is_anything() => Assert.Equal(
        new Any(new Property("Quicklooks"), null, null),
        Reading.Filter("Quicklooks/any()"));

    [Theory]
    [InlineData("OData.CSC.Intersects", Relation.Intersects)]
    [InlineData("OData.CSC.Within", Relation.Within)]
    [InlineData("odata.csc.disjoints", Relation.Disjoints)]
    public void Reads_an_area(string function, Relation relation) => Assert.Equal(
        new Spatial(relation, new GeographyLiteral("SRID=4326;POINT(8 49)")),
        Reading.Filter($"{function}(area=geography'SRID=4326;POINT(8 49)')"));

    [Fact]
    public void Reads_a_word_of_an_enumeration() => Assert.Equal(
        new Compare(Comparison.Eq, new Property("ProductionType"), new EnumLiteral("OData.CSC.ProductionType", "systematic_production")),
        Reading.Filter("ProductionType eq OData.CSC.ProductionType'systematic_production'"));

    [Fact]
    public void Says_the_same_from_the_other_side() => Assert.Equal(
        Reading.Filter("PublicationDate le 2026-01-01T00:00:00Z"),
        Assert.IsType<Compare>(Reading.Filter("2026-01-01T00:00:00Z ge PublicationDate")).Swapped());

    [Fact]
    public void Knows_where_each_part_stands()
    {
        var or = Assert.IsType<Or>(Reading.Filter("Name eq 'a' or Nome eq 'b'"));

        Assert.Equal(12, or.Position);
        var right = Assert.IsType<Compare>(or.Right);
        Assert.Equal((15, 20, 23), (right.Left.Position, right.Position, right.Right.Position));
    }

    [Fact]
    public void The_place_of_a_node_is_no_part_of_what_it_says() =>
        Assert.Equal(Reading.Filter("(  ( Name ) eq   'x' )").GetHashCode(), Reading.Filter("Name eq 'x'").GetHashCode());

    [Theory]
    [InlineData("PublicationDate ge 2026-01-01T00:00:00Z and PublicationDate lt 2026-01-02T00:00:00Z")]
    [InlineData("Name eq 'it''s' or not (Name eq 'a' and Online)")]
    [InlineData("Attributes/OData.CSC.StringAttribute/any(att:att/Name eq 'x' and att/OData.CSC.StringAttribute/Value eq 'y')")]
    [InlineData("OData.CSC.Intersects(area=geography'SRID=4326;POLYGON((1 2, 3 4, 5 6, 1 2))')")]
    [InlineData("Id in (2b17b57d-fff4-4645-b539-91f305c27c69,'x',null,true,-1.5)")]
    public void Canonical_text_prints_as_it_was_written(string text) => Assert.Equal(text, Reading.Filter(text).ToString());

    [Fact]
    public void Compares_dates_without_moving_them() => Assert.Equal(
        new Compare(Comparison.Ge, _date, new InstantLiteral(new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero))),
        Reading.Filter("PublicationDate ge 2026-01-31T12:00:00+02:00"));
}
