using System.Globalization;
using Gantry.Comparing;
using Gantry.DuckDb;

namespace Gantry.Actions;

/// <summary>Parquet is read by DuckDB: its rows are checked as JSON, and those that were accepted are taken from the file itself, with their types.</summary>
internal static class ParquetCheck
{
    public static async Task RunAsync(ActionOrder order, ActionInput input, TableCheck check, string? accepted, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(order.TemporaryFolder).FullName;
        try
        {
            using var session = SqlAction.Open(order);
            session.Execute($"create view table_given as select * from read_parquet([{string.Join(", ", input.Files.Select(Sql.Text))}])");
            var rows = Path.Combine(folder, "rows.ndjson");
            session.Execute($"copy table_given to {Sql.Text(rows)} (format json, array false)");
            await check.ReadAsync(rows, Path.GetFileName(input.Files[0]), TableFormat.Json, ct);
            if (accepted is null)
                return;
            var refused = Path.Combine(folder, "refused.csv");
            await File.WriteAllLinesAsync(refused, check.RefusedNumbers!.Select(n => n.ToString(CultureInfo.InvariantCulture)).Prepend("row_refused"), ct);
            session.Execute(
                $"""
                 copy (select * exclude (row_given) from (select *, row_number() over () as row_given from table_given)
                 where row_given not in (select row_refused from read_csv({Sql.Text(refused)}, header = true, types = ['bigint'])) order by row_given) to {Sql.Text(accepted)} (format parquet, compression zstd)
                 """);
        }
        catch (DuckDbException e)
        {
            throw new ActionRefusedException(e.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
