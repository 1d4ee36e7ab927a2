using Gantry.OData;

namespace Gantry.Hub;

/// <summary>What is asked of the catalogue, in SQL, with what helps to answer it fast.</summary>
/// <param name="Where">The whole condition: what a count counts.</param>
/// <param name="Drivers">Other ways to come to the products, of which the shortest may be taken.</param>
/// <param name="Tally">Set when the tally has the count.</param>
internal sealed record ProductQuestion(SqlText Where, IReadOnlyList<Driver> Drivers, TallyQuestion? Tally)
{
    /// <summary>Puts a filter into SQL. Throws <see cref="UnservedFilterException"/> for what is not served.</summary>
    /// <param name="filter">Null for everything.</param>
    /// <param name="visible">What the caller may see: a condition on mission and environment.</param>
    /// <param name="directory">The attributes that the filter names.</param>
    /// <param name="dialect">The engine's words.</param>
    public static ProductQuestion Of(FilterNode? filter, SqlText visible, AttributeDirectory directory, Dialect dialect)
    {
        if (filter is null)
            return new(visible, [], new(visible, Window.Always));
        var conditions = new ProductConditions(directory, dialect);
        var (window, others) = (Window.Always, new List<FilterNode>());
        foreach (var term in Terms(filter))
        {
            if (window.Narrowed(term) is { } narrower)
                window = narrower;
            else
                others.Add(term);
        }
        // The window is asked for by numbers alone: one index then has all that a count looks at.
        var parts = others.Select(NameParts.Of).OfType<string>().ToList();
        var isSqlite = dialect.Engine == "sqlite";
        SqlText[] where = [visible, .. others.Select(conditions.Write), .. window.Bounds(), .. isSqlite ? [] : parts.Select(NameParts.Hint)];
        var drivers = others.Select(t => Driver.Of(t, directory)).OfType<Driver>().ToList();
        if (isSqlite && Driver.OfParts(parts) is { } ofParts)
            drivers.Add(ofParts);
        return new(SqlText.Join(" and ", where), drivers, TallyQuestion.Of(others, visible, window));
    }

    /// <summary>The names of the attributes that a filter asks for.</summary>
    public static IEnumerable<string> AttributesOf(FilterNode? node) => node switch
    {
        And and => AttributesOf(and.Left).Concat(AttributesOf(and.Right)),
        Or or => AttributesOf(or.Left).Concat(AttributesOf(or.Right)),
        Not not => AttributesOf(not.Operand),
        Compare compare => AttributesOf(compare.Left).Concat(AttributesOf(compare.Right)),
        Any { Condition: not null } any => AttributeCondition.Read(any).SelectMany(a => a.Names),
        _ => [],
    };

    private static IEnumerable<FilterNode> Terms(FilterNode node) => node is And and ? Terms(and.Left).Concat(Terms(and.Right)) : [node];
}
