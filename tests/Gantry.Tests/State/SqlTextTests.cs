using Xunit;

namespace Gantry.Tests.State;

public class SqlTextTests
{
    [Fact]
    public void Turns_every_hole_into_a_parameter()
    {
        var name = "'; drop table x; --";
        Assert.Equal("select 1 where a = @p0 and b = @p1", SqlText.Of($"select 1 where a = {name} and b = {5}").ToString());
    }

    [Fact]
    public void Splices_another_text_with_its_values_in_place()
    {
        var inner = SqlText.Of($"b = {2} or c = {3}");
        Assert.Equal("a = @p0 and (b = @p1 or c = @p2) and d = @p3", SqlText.Of($"a = {1} and ({inner}) and d = {4}").ToString());
    }

    [Fact]
    public void Writes_a_list_for_in_and_nothing_matches_an_empty_one()
    {
        Assert.Equal("x in (@p0,@p1)", SqlText.Of($"x in {(string[])["a", "b"]}").ToString());
        Assert.Equal("x in (null)", SqlText.Of($"x in {Array.Empty<string>()}").ToString());
    }

    [Fact]
    public void Joins_fragments_without_renumbering_by_hand()
    {
        var rows = Enumerable.Range(1, 3).Select(i => SqlText.Of($"({i}, {"x" + i})"));
        Assert.Equal("values (@p0, @p1), (@p2, @p3), (@p4, @p5)", SqlText.Of($"values {SqlText.Join(", ", rows)}").ToString());
    }
}
