namespace Gantry.OData.Tests;

/// <summary>How these tests read: the tree of a good filter, or the problem of a bad one.</summary>
internal static class Reading
{
    public static FilterNode Filter(string text)
    {
        Assert.True(FilterParser.Parse(text).TryGet(out var filter, out var problem), problem?.ToString());
        return filter;
    }

    public static ODataProblem Problem(string text)
    {
        Assert.False(FilterParser.Parse(text).TryGet(out _, out var problem), "the filter was read");
        return problem;
    }

    public static QueryOptions Options(params (string Key, string? Value)[] pairs)
    {
        Assert.True(QueryOptions.Parse(Pairs(pairs)).TryGet(out var options, out var problem), problem?.ToString());
        return options;
    }

    public static ODataProblem OptionsProblem(params (string Key, string? Value)[] pairs)
    {
        Assert.False(QueryOptions.Parse(Pairs(pairs)).TryGet(out _, out var problem), "the options were read");
        return problem;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Pairs((string Key, string? Value)[] pairs) =>
        pairs.Select(p => KeyValuePair.Create(p.Key, p.Value));
}
