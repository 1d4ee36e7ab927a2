using System.Globalization;
using System.Text.RegularExpressions;

namespace Gantry.Pipelines;

/// <summary>A table of a question, and the products it is.</summary>
/// <param name="IsMany">Whether it may be several, which then say of each row where it comes from.</param>
internal sealed record QueryTable(string Name, IReadOnlyList<ShelfProduct> Products, bool IsMany);

/// <summary>Finds the products that a question names.</summary>
internal sealed partial class QueryTables(IProductShelf shelf)
{
    private const int MostProducts = 1000;
    private const int MostTables = 50;

    public async Task<Result<IReadOnlyList<QueryTable>>> FindAsync(Scope scope, string sql, IReadOnlyDictionary<string, string> from, CancellationToken ct)
    {
        var sources = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, source) in from)
            sources[name] = source;
        foreach (Match named in Named().Matches(sql))
        {
            var name = named.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal);
            sources.TryAdd(name, name);
        }
        if (sources.Count > MostTables)
            return QueryFaults.BadRequest($"A question has at most {MostTables} tables, this one has {sources.Count}.");
        var tables = new List<QueryTable>();
        foreach (var (name, source) in sources)
        {
            if (!(await OneAsync(scope, name, source, ct)).TryGet(out var table, out var fault))
                return fault;
            if (table.Products.Count == 0)
                return QueryFaults.NoProduct(name, source, scope);
            tables.Add(table);
        }
        return tables;
    }

    private async Task<Result<QueryTable>> OneAsync(Scope scope, string name, string source, CancellationToken ct)
    {
        if (TypeSource().Match(source) is { Success: true } typed)
        {
            var count = 1;
            if (typed.Groups[2].Success && (!int.TryParse(typed.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MostProducts))
                return QueryFaults.BadSource(name, source);
            return new QueryTable(name, await shelf.NewestAsync(scope, typed.Groups[1].Value, null, null, count, ct), typed.Groups[2].Success);
        }
        if (source.StartsWith("query:", StringComparison.Ordinal))
        {
            return (await shelf.AskAsync(scope, new(source["query:".Length..]), 0, MostProducts, ct)).TryGet(out var passing, out var badFilter)
                ? new QueryTable(name, [.. passing.Select(p => p.Product)], IsMany: true)
                : badFilter;
        }
        if (Names.WrongWithProductName(source) is not null)
            return QueryFaults.BadSource(name, source);
        return (await shelf.NamedAsync(scope, source, ct)).TryGet(out var newest, out var fault)
            ? new QueryTable(name, newest is null ? [] : [newest], IsMany: false)
            : fault;
    }

    [GeneratedRegex(@"\b(?:from|join)\s+'((?:[^']|'')+)'", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"\Atype:([A-Za-z0-9_.-]+)(?:\*(\d{1,6}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex TypeSource();
}
