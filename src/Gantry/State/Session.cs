using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Gantry;

/// <summary>One connection, with its transaction if it has one, and the few ways to put a statement to it.</summary>
public class Session(Statements statements, DbTransaction? transaction, Dialect dialect)
{
    // Nothing is gained by longer messages, and what waits takes memory.
    private const int MostSoon = 500;

    private readonly List<SqlText> _soon = [];

    /// <summary>The words in which the engines differ.</summary>
    public Dialect Dialect { get; } = dialect;

    /// <summary>Runs a statement and says how many rows it touched.</summary>
    public Task<int> ExecuteAsync(SqlText sql, CancellationToken ct) =>
        _soon.Count == 0 ? PutAsync(sql, command => command.ExecuteNonQueryAsync(ct)) : PutWithSoonAsync(sql, async batch =>
        {
            await batch.ExecuteNonQueryAsync(ct);
            return batch.BatchCommands[^1].RecordsAffected;
        });

    public Task<List<T>> QueryAsync<T>(SqlText sql, Func<DbDataReader, T> read, CancellationToken ct) =>
        ReadAsync(sql, async rows =>
        {
            var found = new List<T>();
            while (await rows.ReadAsync(ct))
                found.Add(read(rows));
            return found;
        }, ct);

    /// <summary>The first row, or default when there is none.</summary>
    public Task<T?> FirstAsync<T>(SqlText sql, Func<DbDataReader, T> read, CancellationToken ct) =>
        ReadAsync(sql, async rows => await rows.ReadAsync(ct) ? read(rows) : default, ct);

    /// <summary>Rows as they come, for answers that must stream.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        SqlText sql, Func<DbDataReader, T> read, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = statements.Take(sql, transaction);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            yield return read(rows);
    }

    /// <summary>A script of the program's own (a migration), which may hold several statements.</summary>
    public async Task RunScriptAsync(string script, CancellationToken ct)
    {
        await using var command = statements.Connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = script;
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Runs a statement of whose outcome nothing is asked; an engine that is far away is sent it together with the next one.</summary>
    protected async Task SoonAsync(SqlText sql, CancellationToken ct)
    {
        if (!statements.Connection.CanCreateBatch || _soon.Count == MostSoon)
            await ExecuteAsync(sql, ct);
        else
            _soon.Add(sql);
    }

    /// <summary>Takes what was to be sent with the next statement.</summary>
    protected IReadOnlyList<SqlText> TakeSoon()
    {
        SqlText[] taken = [.. _soon];
        _soon.Clear();
        return taken;
    }

    private Task<T> ReadAsync<T>(SqlText sql, Func<DbDataReader, Task<T>> read, CancellationToken ct)
    {
        return _soon.Count == 0
            ? PutAsync(sql, async command => await AllAsync(await command.ExecuteReaderAsync(ct)))
            : PutWithSoonAsync(sql, async batch => await AllAsync(await batch.ExecuteReaderAsync(ct)));

        async Task<T> AllAsync(DbDataReader rows)
        {
            await using (rows)
                return await read(rows);
        }
    }

    private async Task<T> PutWithSoonAsync<T>(SqlText sql, Func<DbBatch, Task<T>> run)
    {
        await using var batch = statements.Connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var one in TakeSoon().Append(sql))
        {
            var command = batch.CreateBatchCommand();
            one.Fill(command);
            batch.BatchCommands.Add(command);
        }
        return await run(batch);
    }

    private async Task<T> PutAsync<T>(SqlText sql, Func<DbCommand, Task<T>> run)
    {
        var command = statements.Take(sql, transaction);
        T result;
        try
        {
            result = await run(command);
        }
        catch
        {
            await command.DisposeAsync();
            throw;
        }
        statements.GiveBack(sql, command);
        return result;
    }
}

/// <summary>The words in which the two engines differ, where the shared subset has none.</summary>
/// <param name="Engine">sqlite or postgres; also the middle name of engine-specific schema files.</param>
/// <param name="SkipLocked">What a claim adds to its select so that two claimers do not wait for one another.</param>
/// <param name="LockFor">A statement that holds a named lock until the transaction ends; null where writers are alone anyway.</param>
public sealed record Dialect(string Engine, SqlText SkipLocked, Func<string, SqlText>? LockFor);

/// <summary>How columns of the shared subset become values: text, bigint, and nothing else.</summary>
public static class Columns
{
    public static string Text(this DbDataReader row, int i) => row.GetString(i);
    public static string? TextOrNull(this DbDataReader row, int i) => row.IsDBNull(i) ? null : row.GetString(i);
    public static long Number(this DbDataReader row, int i) => row.GetInt64(i);
    public static long? NumberOrNull(this DbDataReader row, int i) => row.IsDBNull(i) ? null : row.GetInt64(i);
    public static bool Flag(this DbDataReader row, int i) => row.GetInt64(i) != 0;
    public static Guid Id(this DbDataReader row, int i) => Guid.ParseExact(row.GetString(i), "D");
    public static Guid? IdOrNull(this DbDataReader row, int i) => row.IsDBNull(i) ? null : row.Id(i);
    public static Digest Digest(this DbDataReader row, int i) => Gantry.Digest.Parse(row.GetString(i));
    public static Digest? DigestOrNull(this DbDataReader row, int i) => row.IsDBNull(i) ? null : row.Digest(i);
    public static DateTimeOffset Time(this DbDataReader row, int i) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(i));
    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int i) => row.IsDBNull(i) ? null : row.Time(i);
}
