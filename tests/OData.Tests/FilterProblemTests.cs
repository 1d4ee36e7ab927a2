namespace Gantry.OData.Tests;

public sealed class FilterProblemTests
{
    [Theory]
    [InlineData("", 0, "expected a property, a literal or '(', found the end")]
    [InlineData("   ", 3, "expected a property, a literal or '(', found the end")]
    [InlineData("Name eq", 7, "expected a property, a literal or '(', found the end")]
    [InlineData("Name eq 'x' and", 15, "expected a property, a literal or '(', found the end")]
    [InlineData("Name eq 'x' and and A", 16, "expected a property, a literal or '(', found 'and'")]
    [InlineData("eq 'x'", 0, "expected a property, a literal or '(', found 'eq'")]
    [InlineData("Name eq 'x", 8, "the text that begins here has no closing quote; a quote inside a text is written twice")]
    [InlineData("Name eq 'x' Name", 12, "expected 'and', 'or' or the end, found 'Name'")]
    [InlineData("Name == 'x'", 5, "expected 'and', 'or' or the end, found '='")]
    [InlineData("A eq 1 eq 2", 7, "expected 'and', 'or' or the end, found 'eq'")]
    [InlineData("(A eq 1", 7, "expected ')', found the end")]
    [InlineData("A eq 1)", 6, "expected 'and', 'or' or the end, found ')'")]
    [InlineData("'x'", 0, "''x'' is neither true nor false; compare it with something")]
    [InlineData("A and 5", 6, "'5' is neither true nor false; compare it with something")]
    [InlineData("not tolower(Name)", 4, "'tolower(Name)' is neither true nor false; compare it with something")]
    [InlineData("Name in 'x'", 8, "expected '(' and a list of literals, found ''x''")]
    [InlineData("Name in ()", 9, "expected a literal, found ')'")]
    [InlineData("Name in ('x',)", 13, "expected a literal, found ')'")]
    [InlineData("Name in ('x'", 12, "expected ',' or ')', found the end")]
    [InlineData("substringof('x',Name)", 0, "there is no function 'substringof'; there are startswith, endswith, contains, tolower, toupper, length, OData.CSC.Intersects, OData.CSC.Within, OData.CSC.Disjoints")]
    [InlineData("contains(Name)", 0, "contains takes 2 arguments, not 1")]
    [InlineData("length(A,B) eq 1", 0, "length takes 1 argument, not 2")]
    [InlineData("contains(Name eq 'x','y')", 14, "expected ',' or ')', found 'eq'")]
    [InlineData("ContentDate/ eq 1", 16, "expected 'and', 'or' or the end, found '1'")]
    [InlineData("ContentDate/", 12, "expected a property after '/', found the end")]
    [InlineData("Attributes/all(a:a/Name eq 'x')", 0, "'all' is not served; 'not …/any(…)' of the opposite says the same")]
    [InlineData("Attributes/any(Name eq 'x')", 20, "expected ':', found 'eq'")]
    [InlineData("Attributes/any('x')", 15, "expected a variable and ':', as in any(att:att/Name eq 'x'), found ''x''")]
    [InlineData("OData.CSC.Intersects('x')", 21, "expected area=geography'…', found ''x''")]
    [InlineData("OData.CSC.Intersects(area='x')", 26, "expected geography'SRID=4326;…', found ''x''")]
    [InlineData("Name eq \"x\"", 8, "'\"' begins nothing that a filter may hold")]
    [InlineData("Name eq \u0001", 8, "'\\u0001' begins nothing that a filter may hold")]
    [InlineData("Name eq 'a\0'", 10, "U+0000 is not a character that a text may hold")]
    [InlineData("A. eq 1", 0, "'A.' ends with a dot; a name does not")]
    public void A_problem_says_where_it_is_what_was_found_and_what_would_be_right(string text, int position, string message) =>
        Assert.Equal(new ODataProblem(position, message), Reading.Problem(text));

    [Fact]
    public void Half_a_character_is_refused() =>
        Assert.Equal(new ODataProblem(9, "U+D83D is not a character that a text may hold"), Reading.Problem("Name eq '" + '\uD83D' + "'"));

    [Theory]
    [InlineData("(")]
    [InlineData("not ")]
    [InlineData("tolower(")]
    [InlineData("a/any(a:")]
    public void Depth_is_bounded(string level) =>
        Assert.Equal("the filter is nested deeper than 100 levels", Reading.Problem(string.Concat(Enumerable.Repeat(level, 5_000))).Message);

    [Fact]
    public void A_hundred_levels_are_read() =>
        Assert.Equal(new Property("A"), Reading.Filter(new string('(', 100) + "A" + new string(')', 100)));

    [Fact]
    public void Nodes_are_bounded()
    {
        Assert.Equal(
            "the filter has more than 1,000 operators, properties and literals; ask in parts",
            Reading.Problem(string.Join(" or ", Enumerable.Repeat("A eq 1", 300))).Message);
        Assert.NotNull(Reading.Filter($"Name in ({string.Join(',', Enumerable.Repeat("'x'", 998))})"));
        Assert.NotNull(Reading.Problem($"Name in ({string.Join(',', Enumerable.Repeat("'x'", 999))})"));
    }

    [Fact]
    public void Text_is_bounded_before_it_is_read() =>
        Assert.Equal("the filter has 10,000,000 characters and at most 65,536 are read", Reading.Problem(new string('(', 10_000_000)).Message);
}
