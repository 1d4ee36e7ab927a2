using System.CommandLine;
using System.Text.Json;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Asks a question in SQL over products.</summary>
internal sealed class QueryCommand : Verb
{
    private static readonly string[] _files = [".csv", ".parquet", ".json"];

    private readonly TargetWords _target;
    private readonly Option<string[]> _from = new("--from") { Description = "A table of the question: NAME=PRODUCT, NAME=type:TYPE, NAME=type:TYPE*20 or NAME=query:FILTER.", HelpName = "NAME=WHAT" };
    private readonly Option<int?> _most = new("--most") { Description = "The most rows; 100 on a terminal, else what the server allows.", HelpName = "N" };
    private readonly Option<bool> _csv = new("--csv") { Description = "The answer as CSV." };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file the answer is written to; its ending says how: .csv, .parquet, .json.", HelpName = "FILE" };

    public QueryCommand() : base("query", "Ask a question in SQL over products of an environment.")
    {
        _target = new(this, "MISSION/ENV SQL", "The environment, then the question; products are tables in it.", mayBeEmpty: true);
        Add(_from);
        Add(_most);
        Add(_csv);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry query neo/ops \"select * from 'type:ORBIT_TABLE' where moid < 0.05 order by moid\"",
        "gantry query neo/ops \"select filename, count(*) from obs group by all\" --from 'obs=type:MPC_OBS*50'",
        "gantry query neo/ops \"from 'risk_20261121.csv'\" -o risk.parquet",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        if (words is not [var sql])
            throw new UsageException("One question, in quotes: gantry query neo/ops \"select count(*) from 'type:ORBIT_TABLE'\".");
        var output = call.Get(_output);
        if (output is not null && !_files.Contains(Path.GetExtension(output)))
            throw new UsageException($"What to write to {output} cannot be told by its name; end it with {string.Join(", ", _files)}.");
        if (call.IsJson && (call.Get(_csv) || output is not null))
            throw new UsageException("--json, --csv and --output are three ways to have the answer; choose one.");
        var most = call.Get(_most) ?? (output is null && !call.IsJson && !call.Get(_csv) && call.Terminal.IsOutSeen ? 100 : null);
        var request = new QueryRequest(sql, (call.Get(_from) ?? []).Select(Table).ToDictionary(), most);
        if (output is not null && Path.GetExtension(output) != ".json")
            await WriteAsync(call, target, request with { Format = Path.GetExtension(output)[1..] }, output);
        else if (call.Get(_csv))
            await using (var file = call.Terminal.OpenOut())
                TellCut(call, await call.Client.QueryToAsync(target.Mission, target.Environment, request with { Format = "csv" }, file, call.Ct), most);
        else
            await ShowAsync(call, await call.Client.QueryAsync(target.Mission, target.Environment, request, call.Ct), output, most);
        return ExitCode.Done;
    }

    // Whole or not at all: a file that is there was answered to its end.
    private static async Task WriteAsync(Call call, Target target, QueryRequest request, string output)
    {
        var half = output + ".part";
        try
        {
            bool isCut;
            await using (var file = File.Create(half))
                isCut = await call.Client.QueryToAsync(target.Mission, target.Environment, request, file, call.Ct);
            File.Move(half, output, overwrite: true);
            TellCut(call, isCut, request.Most);
        }
        finally
        {
            File.Delete(half);
        }
    }

    internal static async Task ShowAsync(Call call, QueryView answer, string? output, int? most)
    {
        if (output is not null)
            await File.WriteAllTextAsync(output, JsonText.Document(answer.Rows) + "\n", call.Ct);
        else
            call.Show(answer, _ => call.Out.Table([.. answer.Columns.Select(c => c.Name)], answer.Rows.Select(row => answer.Columns.Select(c => Cell(row, c.Name)).ToArray())));
        TellCut(call, answer.IsCut, most ?? answer.Rows.Count);
        if (answer.Rows.Count == 0 && !call.IsJson)
            call.Error.Line("No row is the answer.");
    }

    private static void TellCut(Call call, bool isCut, int? most)
    {
        if (isCut)
            call.Error.Line($"There are more rows{(most is { } rows ? $" than these {rows:N0}" : "")}; --most N asks for as many as the server allows (query.rows).", "yellow");
    }

    private static string? Cell(JsonElement row, string column) =>
        !row.TryGetProperty(column, out var value) || value.ValueKind == JsonValueKind.Null ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    internal static KeyValuePair<string, string> Table(string word) =>
        word.Split('=', 2) is [{ Length: > 0 } name, { Length: > 0 } what] ? new(name, what) : throw new UsageException($"'{word}' is no table; tables are given as NAME=PRODUCT or NAME=type:TYPE.");
}
