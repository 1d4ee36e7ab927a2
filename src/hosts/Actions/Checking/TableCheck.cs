using Gantry.Comparing;

namespace Gantry.Actions;

/// <summary>Goes through a table once, and says of each row whether it is accepted.</summary>
internal sealed class TableCheck(CheckWith with, AcceptedRows accepted, RefusedRows refused, ActionVoice voice)
{
    private const int MostToldInLog = 20;
    private const int LookEvery = 10_000;

    private readonly List<ColumnCheck> _columns = [.. with.Columns.Select(c => new ColumnCheck(c.Key, c.Value))];
    private readonly UniqueValues? _unique = with.Unique.Length > 0 ? new() : null;
    private readonly List<string> _drift = [];
    private long _rows;
    private long _refused;
    private long _repeated;
    private string? _broken;

    /// <summary>The numbers of the rows that were refused, from 1, where somebody wants them.</summary>
    public List<long>? RefusedNumbers { get; init; }

    public async Task ReadAsync(string path, string name, TableFormat format, CancellationToken ct)
    {
        await using var file = FileKinds.OpenRead(path);
        var table = await TableReader.OpenAsync(file, format, ct);
        // The columns of CSV are known before its rows; of JSON all that come up count.
        if (format == TableFormat.Csv && table.Problem is null && HeaderDrift.Of(table.Columns, with) is { Count: > 0 } drift)
        {
            _drift.AddRange(drift);
            return;
        }
        await accepted.BeginAsync(table.Header, ct);
        while (await table.ReadAsync(ct) is { } row)
        {
            _rows++;
            var reasons = Reasons(table, row);
            if (reasons.Count == 0)
                await accepted.AddAsync(row, format, ct);
            else
                await RefuseAsync(name, row, reasons);
            if (_rows % LookEvery == 0 && file.CanSeek)
                voice.Tell((double)file.Position / file.Length, $"{_rows:N0} rows");
        }
        if (table.Problem is { } problem)
            _broken ??= $"{name}, {problem}";
        else if (format == TableFormat.Json && _rows > 0)
            _drift.AddRange(HeaderDrift.Of(table.Columns, with));
    }

    public CheckReport Report(ComparisonResult? reference)
    {
        var isTolerated = with.Refused.Holds(_refused, _rows);
        var drift = _drift.Concat(_columns.Select(c => c.Drift).OfType<string>()).Distinct().ToList();
        var checks = Checks(drift, isTolerated, reference).ToList();
        var failed = checks.Where(c => c.Outcome == CheckOutcome.Failed).ToList();
        var sentence = failed.Count == 0
            ? $"{_rows:N0} {(_rows == 1 ? "row" : "rows")} looked at{(_refused > 0 ? $", {_refused:N0} refused, no more than are allowed" : ", none refused")}."
            : string.Join(" ", failed.Select(c => c.Sentence));
        return new(failed.Count == 0, sentence, _rows, _rows - _refused, _refused, checks) { Drift = drift, Reference = reference };
    }

    private IEnumerable<CheckLine> Checks(List<string> drift, bool isTolerated, ComparisonResult? reference)
    {
        if (_broken is not null)
            yield return new("format", CheckOutcome.Failed, $"The file cannot be read to its end: {_broken}.");
        yield return drift.Count == 0
            ? new("columns", CheckOutcome.Passed, "The columns are as declared.")
            : new("columns", CheckOutcome.Failed, $"The file is another than was declared: {string.Join("; ", drift)}.");
        var (least, most) = with.Rows;
        yield return new("rows", _rows < least || _rows > most ? CheckOutcome.Failed : CheckOutcome.Passed,
            _rows < least ? $"There {(_rows == 1 ? "is" : "are")} {_rows:N0} of at least {least:N0} rows." : _rows > most ? $"There are {_rows:N0} rows, more than {most:N0}." : $"There are {_rows:N0} rows.")
        {
            Figures = new Dictionary<string, object?> { ["rows"] = _rows, ["refused"] = _refused },
        };
        foreach (var column in _columns)
            yield return column.Line(isTolerated);
        if (_unique is not null)
            yield return new("unique", _repeated == 0 ? CheckOutcome.Passed : isTolerated ? CheckOutcome.Tolerated : CheckOutcome.Failed,
                _repeated == 0 ? $"{string.Join(" and ", with.Unique)} stand once." : $"{_repeated:N0} rows repeat {string.Join(" and ", with.Unique)} of an earlier one.");
        if (reference is not null)
            yield return new("reference", reference.IsSame || (reference.Outcome == Outcome.Different && with.Reference?.Different == OnDifference.Pass) ? CheckOutcome.Passed : CheckOutcome.Failed, $"Compared with the reference: {reference.Sentence}");
    }

    private List<string> Reasons(TableReader table, TableRow row)
    {
        var reasons = new List<string>();
        if (table.Format == TableFormat.Csv && row.Cells.Count != table.Columns.Count)
            reasons.Add($"it has {row.Cells.Count} of {table.Columns.Count} cells");
        foreach (var column in _columns)
        {
            var place = table.PlaceOf(column.Name);
            if ((place >= 0 || !column.IsOptional) && column.WhyNot(row[place], row.Line) is { } why)
                reasons.Add(why);
        }
        if (_unique?.FirstLineOf(string.Join('\u001f', with.Unique.Select(name => row[table.PlaceOf(name)].Text)), row.Line) is { } first)
        {
            _repeated++;
            reasons.Add($"it repeats {string.Join(" and ", with.Unique)} of line {first}");
        }
        return reasons;
    }

    private async Task RefuseAsync(string name, TableRow row, List<string> reasons)
    {
        _refused++;
        RefusedNumbers?.Add(row.Number);
        if (_refused <= MostToldInLog)
            voice.Say($"{name}, line {row.Line}: {string.Join("; ", reasons)}");
        await refused.AddAsync(name, row, reasons);
    }
}
