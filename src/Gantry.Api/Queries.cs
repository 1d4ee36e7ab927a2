using System.Text.Json;

namespace Gantry.Api;

/// <summary>A question in SQL over products of an environment.</summary>
/// <param name="Sql">One select, from, with or values. A product can be named in it, as <c>from 'risk.csv'</c>, and so can <c>'type:RISK'</c>.</param>
/// <param name="From">Further tables by their names: <c>NAME</c> of a product, <c>type:TYPE</c> for the newest of a type, <c>type:TYPE*N</c> for the newest N, <c>query:FILTER</c> for those that pass an OData filter.</param>
/// <param name="Most">How many rows the answer may have; the server's own limit holds, too.</param>
/// <param name="Format"><c>json</c>, or <c>csv</c> or <c>parquet</c> for a file.</param>
public sealed record QueryRequest(string Sql, IReadOnlyDictionary<string, string>? From = null, int? Most = null, string? Format = null);

/// <summary>The answer to a question.</summary>
/// <param name="Rows">Objects with the columns' names.</param>
/// <param name="IsCut">Whether there were more rows than allowed, so that these are only the first.</param>
public sealed record QueryView(IReadOnlyList<QueryColumnView> Columns, IReadOnlyList<JsonElement> Rows, bool IsCut, IReadOnlyList<QueryTableView> Tables);

/// <summary>Whether questions can be asked, and what one may take.</summary>
/// <param name="Missing">What is missing to ask at all, with the way to it; null when nothing is.</param>
public sealed record QueryLimitsView(string? Missing, long Rows, double Seconds, long MemoryBytes, int AtOnce);

/// <summary>A column of an answer and its type, as DuckDB names it.</summary>
public sealed record QueryColumnView(string Name, string Type);

/// <summary>A table that was asked, and the products it was.</summary>
public sealed record QueryTableView(string Name, IReadOnlyList<string> Products);
