namespace Gantry.OData.Tests;

public sealed class QueryOptionsTests
{
    [Fact]
    public void Nothing_asked_is_everything_in_any_order()
    {
        var options = Reading.Options();

        Assert.Null(options.Filter);
        Assert.Null(options.Top);
        Assert.Equal(0, options.Skip);
        Assert.False(options.Count);
        Assert.Empty(options.OrderBy);
        Assert.Empty(options.Expand);
        Assert.Empty(options.Select);
    }

    [Fact]
    public void An_order_has_steps_with_directions() => Assert.Equal(
        [new OrderBy(new Property("ContentDate", "Start"), Descending: true), new OrderBy(new Property("Name")), new OrderBy(new Property("Id"))],
        Reading.Options(("$orderby", "ContentDate/Start DESC, Name asc,Id")).OrderBy);

    [Fact]
    public void Names_are_listed_and_merged() => Assert.Equal(
        ["Id", "Name", "ContentDate/Start"],
        Reading.Options(("$select", "Id, Name"), ("$select", "Name,ContentDate/Start")).Select);

    [Fact]
    public void No_rows_at_all_may_be_asked_for() => Assert.Equal(0, Reading.Options(("$top", "0")).Top);

    [Fact]
    public void Option_names_are_read_in_any_case() => Assert.Equal(7, Reading.Options(("$TOP", "7")).Top);

    [Theory]
    [InlineData("json")]
    [InlineData("JSON")]
    [InlineData("application/json")]
    [InlineData("application/json;odata.metadata=minimal")]
    public void Json_is_the_format(string format) => Assert.NotNull(Reading.Options(("$format", format)));

    [Theory]
    [InlineData("$top", "-1", 0, "$top: expected a whole number from 0, found '-1'")]
    [InlineData("$top", "many", 0, "$top: expected a whole number from 0, found 'many'")]
    [InlineData("$top", "99999999999999999999", 0, "$top: expected a whole number from 0, found '99999999999999999999'")]
    [InlineData("$skip", "1.5", 0, "$skip: expected a whole number from 0, found '1.5'")]
    [InlineData("$skip", null, 0, "$skip: expected a whole number from 0, found ''")]
    [InlineData("$count", "1", 0, "$count: expected true or false, found '1'")]
    [InlineData("$format", "xml", 0, "$format: expected json or application/json, found 'xml'")]
    [InlineData("$filter", " ", 0, "$filter: the filter is empty; leave the option out to ask for everything")]
    [InlineData("$filter", "Name eq", 7, "$filter: expected a property, a literal or '(', found the end")]
    [InlineData("$orderby", "Name, Id up", 6, "$orderby: expected a property and asc or desc, found 'Id up'")]
    [InlineData("$orderby", "Name,", 5, "$orderby: expected a property and asc or desc, found ''")]
    [InlineData("$orderby", "Name desc asc", 0, "$orderby: expected a property and asc or desc, found 'Name desc asc'")]
    [InlineData("$orderby", "1; drop table", 0, "$orderby: expected a property and asc or desc, found '1; drop table'")]
    [InlineData("$expand", "Attributes($top=1)", 0, "$expand: options in parentheses are not served, found 'Attributes($top=1)'; give the name alone")]
    [InlineData("$select", "Id,,Name", 3, "$select: expected a name, found ''")]
    [InlineData("$", "x", 0, "$: there is no such option here; there are $filter, $orderby, $top, $skip, $count, $expand, $select and $format")]
    public void A_problem_names_the_option_and_what_was_found(string option, string? value, int position, string message) =>
        Assert.Equal(new ODataProblem(position, message), Reading.OptionsProblem((option, value)));

    [Theory]
    [InlineData("$filter", "A")]
    [InlineData("$top", "1")]
    [InlineData("$orderby", "A")]
    [InlineData("$count", "true")]
    public void Only_lists_of_names_may_be_given_twice(string option, string value) =>
        Assert.Equal($"'{option}' is given twice", Reading.OptionsProblem((option, value), (option, value)).Message);
}
