using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Gantry.Hub.Tests;

public class ODataQueryReaderTests
{
    private static OData.ODataReading<ODataRequest> Read(params (string, string?)[] options) =>
        ODataQueryReader.Read(options.Select(o => new KeyValuePair<string, string?>(o.Item1, o.Item2)), SqlText.Constant("1 = 1"));

    private static string Where(string filter) =>
        Read(("$filter", filter)).TryGet(out var request, out var problem) ? request.Filter.ToString()["1 = 1 and ".Length..] : "PROBLEM " + problem;

    [Theory]
    [InlineData("Name eq 'a''b'", "name = @p0")]
    [InlineData("'a' eq Name", "name = @p0")]
    [InlineData("PublicationDate ge 2026-01-01T00:00:00Z and PublicationDate lt 2026-01-02T00:00:00.000Z", "(published_at >= @p0 and published_at < @p1)")]
    [InlineData("startswith(Name,'S1A')", "(name >= @p0 and name < @p1)")]
    [InlineData("contains(Name,'_%')", "replace(name, @p0, '') <> name")]
    [InlineData("endswith(Name,'.EOF')", "(length(name) >= @p0 and substr(name, cast(length(name) - @p1 as integer)) = @p2)")]
    [InlineData("not (ContentLength gt 5)", "not size_bytes > @p0")]
    [InlineData("Id in (3fa85f64-5717-4562-b3fc-2c963f66afa6)", "id in (@p0)")]
    [InlineData("EvictionDate ne null", "evict_at is not null")]
    [InlineData("5 lt ContentLength", "size_bytes > @p0")]
    public void Becomes_SQL_in_which_every_value_is_a_parameter(string filter, string sql) => Assert.Equal(sql, Where(filter));

    [Theory]
    [InlineData("Nope eq 1", "Nope")]
    [InlineData("Name eq 5", "type")]
    [InlineData("PublicationDate gt 'yesterday'", "type")]
    [InlineData("Name eq", "position")]
    [InlineData("Attributes/any(a:a/Name eq 'x')", "cannot be asked")]
    public void Says_what_is_not_served_and_where(string filter, string said) => Assert.Contains(said, Where(filter), StringComparison.Ordinal);

    [Fact]
    public void Caps_a_page_and_refuses_a_token_that_is_not_ours()
    {
        Assert.Equal(1000, Read(("$top", "5000")).Value!.Query.Top);
        Assert.Contains("$skiptoken", Read(("$skiptoken", "1; drop table")).Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Never_throws_whatever_the_options() => Prop.ForAll<string, string>((filter, token) =>
    {
        _ = Read(("$filter", filter), ("$skiptoken", token), ("$orderby", filter));
    }).QuickCheckThrowOnFailure();
}
