namespace Gantry.Hub;

/// <summary>What a column holds, so that a literal is compared as what it is.</summary>
internal enum FieldKind { Text, Whole, Real, Flag, Instant, Id, Production }

/// <summary>A property that can be asked for, and the expression behind it.</summary>
/// <param name="Property">Its path in the interface: <c>ContentDate/Start</c>.</param>
/// <param name="Sql">The column, or an expression of columns.</param>
internal sealed record QueryField(string Property, SqlText Sql, FieldKind Kind)
{
    public QueryField(string property, string sql, FieldKind kind) : this(property, SqlText.Constant(sql), kind)
    {
    }

    /// <summary>Whether there may be no value: that is then neither more nor less than anything, and not equal to it.</summary>
    public bool MayBeNull { get; init; }

    /// <summary>Where "no value" is said otherwise than by null: then that, when a client asks for null.</summary>
    public SqlText? IsNull { get; init; }

    /// <summary>What is added to a comparison that "no value" must not satisfy by its place in the order; so written that no index is searched by it.</summary>
    public SqlText? IsKnown { get; init; }

    /// <summary>What it is sorted by, without nulls.</summary>
    public SqlText SortKey { get; init; } = Sql;

    /// <summary>Not sorted by.</summary>
    public bool IsUnordered { get; init; }
}

/// <summary>The properties of something that can be asked for.</summary>
internal sealed record FieldBook(string Things, IReadOnlyList<QueryField> Fields)
{
    public QueryField? Find(string path) => Fields.FirstOrDefault(f => f.Property == path);

    public string Known => string.Join(", ", Fields.Select(f => f.Property));

    public string Sortable => string.Join(", ", Fields.Where(f => !f.IsUnordered).Select(f => f.Property));
}
