using FsCheck;
using FsCheck.Fluent;
using Gantry.OData;
using Xunit;

namespace Gantry.Hub.Tests;

public class ODataQueryReaderTests
{
    private static readonly Dialect _sqlite = new("sqlite", SqlText.Constant(""), null);

    private static ODataReading<ODataRequest> Read(params (string, string?)[] options) =>
        ODataQueryReader.Read(options.Select(o => new KeyValuePair<string, string?>(o.Item1, o.Item2)));

    private static string Where(string filter)
    {
        if (!FilterParser.Parse(filter).TryGet(out var tree, out var problem))
            return "PROBLEM " + problem;
        try
        {
            return new ProductConditions(AttributeDirectory.Empty, _sqlite).Write(tree).ToString();
        }
        catch (UnservedFilterException e)
        {
            return "UNSERVED " + e.Message;
        }
    }

    [Theory]
    [InlineData("Name eq 'a''b'", "name = @p0")]
    [InlineData("'a' eq Name", "name = @p0")]
    [InlineData("PublicationDate ge 2026-01-01T00:00:00Z and PublicationDate lt 2026-01-02T00:00:00.000Z", "(published_at >= @p0 and published_at < @p1)")]
    [InlineData("PublicationDate ge 2026-01-01T00:00:00.0005Z", "published_at > @p0")]
    [InlineData("startswith(Name,'S1A')", "(name >= @p0 and name < @p1)")]
    [InlineData("startswith(Name,'S1A') eq true", "(name >= @p0 and name < @p1)")]
    [InlineData("contains(Name,'_%')", "replace(name, @p0, '') <> name")]
    [InlineData("endswith(Name,'.EOF')", "(length(name) >= @p0 and substr(name, cast(length(name) - @p1 as integer)) = @p2)")]
    [InlineData("not (ContentLength gt 5)", "not (size_bytes > @p0)")]
    [InlineData("ContentLength eq '5'", "size_bytes = @p0")]
    [InlineData("Id in (3fa85f64-5717-4562-b3fc-2c963f66afa6)", "id in (@p0)")]
    [InlineData("EvictionDate ne null", "not (evict_at is null)")]
    [InlineData("5 lt ContentLength", "size_bytes > @p0")]
    [InlineData("ProductionType eq OData.CSC.ProductionType'systematic_production'", "(production_type is not null and production_type = @p0)")]
    [InlineData("Attributes/OData.CSC.StringAttribute/any(att:att/Name eq 'nowhere' and att/OData.CSC.StringAttribute/Value eq 'x')", "1 = 0")]
    [InlineData("Attributes/any(a:a/Name eq 'productType' and a/Value eq 'x')", "(product_type is not null and (product_type is not null and product_type = @p0))")]
    public void Becomes_SQL_in_which_every_value_is_a_parameter(string filter, string sql) => Assert.Equal(sql, Where(filter));

    [Theory]
    [InlineData("Nope eq 1", "Nope")]
    [InlineData("ContentLength eq 'many'", "type")]
    [InlineData("PublicationDate gt 'yesterday'", "type")]
    [InlineData("Name eq", "position")]
    [InlineData("Attributes/any(a:a/Value eq 'x')", "names its attribute")]
    [InlineData("OData.CSC.Intersects(area=geography'SRID=4326;POLYGON((0 0,2 2,2 0,0 2,0 0))')", "crosses")]
    [InlineData("OData.CSC.Intersects(area=geography'SRID=4326;POLYGON((0 0,2 2')", "letter")]
    public void Says_what_is_not_served_and_where(string filter, string said) => Assert.Contains(said, Where(filter), StringComparison.Ordinal);

    [Fact]
    public void Caps_a_page_and_refuses_a_token_that_is_not_ours()
    {
        Assert.Equal(1000, Read(("$top", "5000")).Value!.Top);
        Assert.Null(ProductOrder.ByPublication.From("1; drop table"));
    }

    [Fact]
    public void Never_throws_whatever_the_options() => Prop.ForAll<string, string>((filter, token) =>
    {
        _ = Read(("$filter", filter), ("$skiptoken", token), ("$orderby", filter));
        _ = Where(filter ?? "");
        foreach (var field in ProductFields.Book.Fields)
            _ = new ProductOrder(field, IsDescending: true).From(token ?? "");
    }).QuickCheckThrowOnFailure();
}
