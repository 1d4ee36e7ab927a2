using System.Runtime.CompilerServices;
using Gantry.Comparing;
using Gantry.DuckDb;

namespace Gantry.Actions;

/// <summary>The rows of an input, from as many files as it has; they can be read again and again.</summary>
internal sealed class TableRows : IDisposable
{
    private readonly List<(string Path, string Name, TableFormat Format)> _files = [];
    private string? _folder;

    public static TableRows Of(ActionOrder order, ActionInput input, FileKind? format)
    {
        var rows = new TableRows();
        foreach (var file in input.Files)
        {
            var kind = format ?? FileKinds.Of(file) ?? throw new ActionRefusedException($"what {Path.GetFileName(file)} is cannot be told by its name; say format: csv (or json, parquet)");
            rows._files.Add(kind == FileKind.Parquet
                ? (rows.AsJson(order, file), Path.GetFileName(file), TableFormat.Json)
                : (file, Path.GetFileName(file), kind == FileKind.Json ? TableFormat.Json : TableFormat.Csv));
        }
        return rows;
    }

    public async IAsyncEnumerable<(TableReader Table, TableRow Row)> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (path, name, format) in _files)
        {
            await using var file = FileKinds.OpenRead(path);
            var table = await TableReader.OpenAsync(file, format, ct);
            while (await table.ReadAsync(ct) is { } row)
                yield return (table, row);
            if (table.Problem is { } problem)
                throw new ActionRefusedException($"{name}, {problem}");
        }
    }

    public void Dispose()
    {
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    private string AsJson(ActionOrder order, string file)
    {
        _folder ??= Directory.CreateDirectory(order.TemporaryFolder).FullName;
        var rows = Path.Combine(_folder, $"{_files.Count}.ndjson");
        try
        {
            using var session = SqlAction.Open(order);
            session.Execute($"copy (select * from read_parquet({Sql.Text(file)})) to {Sql.Text(rows)} (format json, array false)");
            return rows;
        }
        catch (DuckDbException e)
        {
            throw new ActionRefusedException($"{Path.GetFileName(file)}: {e.Message}");
        }
    }
}
