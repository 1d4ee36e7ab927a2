namespace Gantry.Yaml.Tests;

public sealed class CheckedMapTests
{
    private readonly YamlMap _map = Reading.Map("""
        name: neo
        count: 3
        ratio: 0.5
        public: true
        keep: 15m
        owners: [ada, lin]
        inner: {a: b}
        steps: [{run: x}]
        """);

    [Fact]
    public void Gives_each_value_as_what_it_is()
    {
        Assert.Equal("neo", _map.Text("name"));
        Assert.Equal(3, _map.Whole("count"));
        Assert.Equal(0.5, _map.Number("ratio"));
        Assert.True(_map.Flag("public"));
        Assert.Equal(TimeSpan.FromMinutes(15), _map.Duration("keep"));
        Assert.Equal(["ada", "lin"], _map.Texts("owners"));
        Assert.Equal("b", _map.Map("inner").Text("a"));
        Assert.Equal("x", Assert.Single(_map.Maps("steps")).Text("run"));
    }

    [Fact]
    public void Gives_nothing_for_a_key_that_was_left_out()
    {
        Assert.Null(_map.TextOrNull("gone"));
        Assert.Null(_map.WholeOrNull("gone"));
        Assert.Null(_map.NumberOrNull("gone"));
        Assert.Null(_map.FlagOrNull("gone"));
        Assert.Null(_map.DurationOrNull("gone"));
        Assert.Null(_map.MapOrNull("gone"));
        Assert.Empty(_map.Texts("gone"));
        Assert.Empty(_map.Maps("gone"));
        Assert.False(_map.Has("gone"));
    }

    [Fact]
    public void Throws_when_nobody_checked_what_it_holds()
    {
        var missing = Assert.Throws<InvalidOperationException>(() => _map.Text("gone"));
        var other = Assert.Throws<InvalidOperationException>(() => _map.Whole("name"));

        Assert.Contains("has no key 'gone'", missing.Message, StringComparison.Ordinal);
        Assert.Contains("the text 'neo' and not a whole number", other.Message, StringComparison.Ordinal);
    }
}
