using Gantry.OData;

namespace Gantry.Hub;

/// <summary>A count that the tally has: of kinds of products, in a window of publication.</summary>
internal sealed record TallyQuestion(SqlText Where, Window Window)
{
    /// <summary>Null when a term asks for something the tally does not tell apart.</summary>
    public static TallyQuestion? Of(IEnumerable<FilterNode> terms, SqlText visible, Window window)
    {
        var where = visible;
        foreach (var term in terms)
        {
            if (Kind(term) is not { } condition)
                return null;
            where = SqlText.Of($"{where} and {condition}");
        }
        return new(where, window);
    }

    private static SqlText? Kind(FilterNode term)
    {
        if (term is not Any { Condition: not null } any || AttributeCondition.Read(any) is not [{ Names: [var name], Value: { } value }])
            return null;
        // An empty text is how the tally writes that there is none.
        return ProductFields.AttributeColumns.TryGetValue(name, out var column) && Driver.EqualTo(value, AttributeKind.S) is { } texts && !texts.Contains("")
            ? SqlText.Of($"{column} in {texts}")
            : null;
    }
}
