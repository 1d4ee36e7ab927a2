using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>A set of rows that is filtered, sorted and paged as the products are, over a table or a question in brackets.</summary>
/// <param name="Name">What it is called in the interface.</param>
/// <param name="Book">What can be asked of it; the first field is what it is sorted by unless a client says otherwise.</param>
/// <param name="Key">What tells two rows apart, a text.</param>
/// <param name="Columns">What is read; the key and the sort's value come behind it.</param>
internal sealed record PlainSet<T>(
    string Name, FieldBook Book, SqlText Key, int ColumnCount, SqlText Columns, Func<DbDataReader, T> Read, Action<Utf8JsonWriter, T> Write)
{
    public async Task<IResult> ListAsync(HttpContext http, IDatabase database, SqlText table, SqlText visible, CancellationToken ct)
    {
        if (!ODataQueryReader.Read(ODataPages.Options(http.Request)).TryGet(out var asked, out var problem)
            || !asked.SortField(Book, Book.Fields[0]).TryGet(out var sortedBy, out problem))
            return ODataErrors.BadQuery(problem);
        SqlText where;
        try
        {
            where = asked.Options.Filter is { } filter ? SqlText.Of($"{visible} and {new FieldConditions(Book).Write(filter)}") : visible;
        }
        catch (UnservedFilterException e)
        {
            return ODataErrors.BadFilter(e);
        }
        var isDescending = asked.Order?.Descending == true;
        if (After(asked.Token, sortedBy, isDescending) is not { } after)
            return ODataErrors.BadQuery(ODataQueryReader.ForeignToken);
        var direction = SqlText.Constant(isDescending ? "desc" : "asc");
        var (count, page) = await database.ReadAsync(async session => (
            asked.Options.Count ? await session.FirstAsync($"select count(*) from {table} where {where}", row => row.Number(0), ct) : (long?)null,
            await session.QueryAsync(
                $"""
                 select {Columns}, {Key}, {sortedBy.SortKey} from {table} where {where} and {after}
                 order by {sortedBy.SortKey} {direction}, {Key} {direction} limit {asked.Top} offset {asked.Options.Skip}
                 """, row => (Row: Read(row), Token: $"{row.Text(ColumnCount)}_{Convert.ToString(row.GetValue(ColumnCount + 1), CultureInfo.InvariantCulture)}"), ct)), ct);
        return ODataAnswer.Ok(json =>
        {
            ODataJson.WriteHead(json, "$metadata#" + Name, count);
            foreach (var (row, _) in page)
                Write(json, row);
            ODataJson.WriteTail(json, ODataPages.NextLink(http.Request, Name, asked, page.Count, () => page[^1].Token));
        });
    }

    private SqlText? After(string? token, QueryField sortedBy, bool isDescending)
    {
        if (token is null)
            return SqlText.Constant("1 = 1");
        var cut = token.IndexOf('_', StringComparison.Ordinal);
        if (cut < 0 || token.Contains('\0', StringComparison.Ordinal))
            return null;
        var (key, value, sign) = (token[..cut], token[(cut + 1)..], SqlText.Constant(isDescending ? "<" : ">"));
        if (sortedBy.Kind is FieldKind.Text or FieldKind.Id)
            return SqlText.Of($"({sortedBy.SortKey}, {Key}) {sign} ({value}, {key})");
        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? SqlText.Of($"({sortedBy.SortKey}, {Key}) {sign} ({number}, {key})")
            : null;
    }
}
