namespace Gantry.OData;

/// <summary>
/// What a client asks of a collection. An option that begins with <c>$</c> and is not known is a problem that names it,
/// for ignoring it would answer another question than was asked; any other is none of OData's business.
/// </summary>
public sealed record QueryOptions
{
    /// <summary>Null for everything.</summary>
    public FilterNode? Filter { get; init; }

    /// <summary>Empty where the client does not mind.</summary>
    public IReadOnlyList<OrderBy> OrderBy { get; init; } = [];

    /// <summary>At most how many; null where the client does not say, 0 for none.</summary>
    public long? Top { get; init; }

    /// <summary>How many to pass over before the first; always applied before <see cref="Top"/>.</summary>
    public long Skip { get; init; }

    /// <summary>Whether to say how many there are, whatever Top and Skip.</summary>
    public bool Count { get; init; }

    /// <summary>The navigations to write out, each once, in the order they were asked for.</summary>
    public IReadOnlyList<string> Expand { get; init; } = [];

    /// <summary>The properties to write out, each once; empty for all.</summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    /// <summary>
    /// Reads the pairs of a query string that has already been decoded; never throws, whatever they are. A problem's
    /// message begins with the option, and its position counts within that option's value.
    /// </summary>
    public static ODataReading<QueryOptions> Parse(IEnumerable<KeyValuePair<string, string?>> pairs, FilterLimits? limits = null)
    {
        var options = new QueryOptions();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in pairs)
        {
            if (!key.StartsWith('$'))
                continue;
            var option = key.ToLowerInvariant();
            // Real clients give $expand once per navigation; any other option given twice contradicts itself.
            if (!seen.Add(option) && option is not ("$expand" or "$select"))
                return new ODataProblem(0, $"{Wording.Quote(option)} is given twice");
            if (!options.With(option, value ?? "", limits).TryGet(out var next, out var problem))
                return problem with { Message = $"{option}: {problem.Message}" };
            options = next;
        }
        return options;
    }

    private ODataReading<QueryOptions> With(string option, string value, FilterLimits? limits) => option switch
    {
        "$filter" => value.AsSpan().Trim().IsEmpty
            // Reading it as "everything" would turn a script's forgotten variable into the whole catalogue.
            ? new ODataProblem(0, "the filter is empty; leave the option out to ask for everything")
            : FilterParser.Parse(value, limits).TryGet(out var filter, out var problem) ? this with { Filter = filter } : problem,
        "$orderby" => OptionValues.Orders(value).TryGet(out var orders, out var problem) ? this with { OrderBy = orders } : problem,
        "$top" => OptionValues.Whole(value, out var problem) is { } top ? this with { Top = top } : problem!,
        "$skip" => OptionValues.Whole(value, out var problem) is { } skip ? this with { Skip = skip } : problem!,
        "$count" => bool.TryParse(value, out var count)
            ? this with { Count = count }
            : new ODataProblem(0, $"expected true or false, found {Wording.Quote(value)}"),
        "$expand" => OptionValues.Names(value, Expand).TryGet(out var names, out var problem) ? this with { Expand = names } : problem,
        "$select" => OptionValues.Names(value, Select).TryGet(out var names, out var problem) ? this with { Select = names } : problem,
        "$format" => OptionValues.IsJson(value) ? this : new ODataProblem(0, $"expected json or application/json, found {Wording.Quote(value)}"),
        _ => new ODataProblem(0, "there is no such option here; there are $filter, $orderby, $top, $skip, $count, $expand, $select and $format"),
    };
}
