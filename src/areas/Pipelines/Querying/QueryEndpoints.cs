using System.Text.Json;
using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gantry.Pipelines;

/// <summary>Questions in SQL over the products of an environment.</summary>
internal static class QueryEndpoints
{
    // An answer in JSON is held in memory; larger ones are files.
    private const long MostJsonBytes = 64 << 20;

    public static void MapQueries(this IEndpointRouteBuilder endpoints)
    {
        var query = endpoints.MapGroup("/api/v1/missions/{mission}/environments/{environment}/query").WithTags("Queries").Needs(Act.ReadProduct);
        query.MapPost("", AskAsync).WithName("Query").Produces<QueryView>();
        query.MapGet("", Find).WithName("FindQueryLimits");
    }

    /// <summary>Whether questions can be asked here, and how much one may take.</summary>
    private static Ok<QueryLimitsView> Find(string mission, string environment, QueryOptions options) =>
        TypedResults.Ok(new QueryLimitsView(BuiltInProgram.MissingForSql, options.Rows, options.Time.TotalSeconds, options.MemoryBytes, options.AtOnce));

    /// <summary>Asks a question in SQL over products. As JSON the answer is rows; as CSV or Parquet a file, whose header <c>Gantry-Cut</c> says whether there was more.</summary>
    private static async Task<IResult> AskAsync(string mission, string environment, QueryRequest request, HttpContext http, QueryDesk desk, QueryOptions options, CancellationToken ct)
    {
        if (WrongWith(request) is { } wrong)
            return QueryFaults.BadRequest(wrong).ToProblem();
        var (ending, type) = request.Format switch
        {
            "csv" => (".csv", "text/csv; charset=utf-8"),
            "parquet" => (".parquet", "application/vnd.apache.parquet"),
            _ => (".ndjson", ""),
        };
        var most = Math.Min(request.Most ?? options.Rows, options.Rows);
        var asked = await desk.AskAsync(new(mission, environment), request.Sql, request.From ?? new Dictionary<string, string>(), most, ending, http.Caller().Name, ct);
        if (!asked.TryGet(out var answer, out var fault))
            return fault.ToProblem();
        if (type.Length > 0)
        {
            http.Response.Headers["Gantry-Cut"] = answer.IsCut ? "true" : "false";
            return TypedResults.Stream(answer.File, type, "answer" + ending);
        }
        await using (answer)
        {
            if (answer.File.Length > MostJsonBytes)
                return QueryFaults.TooMuch($"{answer.File.Length / 1_000_000} MB for its answer; have it as a file (format parquet)").ToProblem();
            return TypedResults.Ok(await ViewAsync(answer, ct));
        }
    }

    private static string? WrongWith(QueryRequest request) =>
        string.IsNullOrWhiteSpace(request.Sql) ? "The question is empty; say 'sql'."
        : request.Sql.Length > SqlBuiltIn.LongestQuery ? $"The question has more than {SqlBuiltIn.LongestQuery:N0} letters."
        : request.Sql.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? "The question holds control characters."
        : request.From?.Keys.FirstOrDefault(name => name.Length is 0 or > 200 || name.Any(char.IsControl)) is { } name ? $"'{name}' is no name of a table."
        : request.Most < 1 ? "'most' is at least 1."
        : request.Format is not (null or "json" or "csv" or "parquet") ? $"An answer is json, csv or parquet, and not '{request.Format}'."
        : null;

    private static async Task<QueryView> ViewAsync(QueryAnswer answer, CancellationToken ct)
    {
        var rows = new List<JsonElement>();
        using var lines = new StreamReader(answer.File, leaveOpen: true);
        while (await lines.ReadLineAsync(ct) is { } line)
            rows.Add(JsonElement.Parse(line));
        return new(answer.Columns, rows, answer.IsCut, [.. answer.Tables.Select(t => new QueryTableView(t.Name, [.. t.Products.Select(p => p.Name)]))]);
    }
}
