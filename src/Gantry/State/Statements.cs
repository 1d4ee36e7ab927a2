using System.Data.Common;

namespace Gantry;

/// <summary>A connection and the statements that were put to it before: having one parsed anew costs more than most take to run.</summary>
/// <param name="connection">The connection; closed with this.</param>
/// <param name="kept">How many statements are kept; 0 where the engine's driver does so itself.</param>
public sealed class Statements(DbConnection connection, int kept = 0) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _idle = new(StringComparer.Ordinal);

    public DbConnection Connection { get; } = connection;

    /// <summary>A statement ready to run; it is the caller's alone until it is given back.</summary>
    internal DbCommand Take(SqlText sql, DbTransaction? transaction)
    {
        if (_idle.Remove(sql.Text, out var command))
        {
            sql.Refill(command);
        }
        else
        {
            command = Connection.CreateCommand();
            sql.Fill(command);
        }
        command.Transaction = transaction;
        return command;
    }

    /// <summary>Takes back a statement that ran to its end; one that failed is disposed of instead.</summary>
    internal void GiveBack(SqlText sql, DbCommand command)
    {
        // Statements that are made at run time have no end of forms; the few that matter are soon back.
        if (_idle.Count >= kept)
            Forget();
        if (kept == 0 || !_idle.TryAdd(sql.Text, command))
            command.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Forget();
        return Connection.DisposeAsync();
    }

    private void Forget()
    {
        foreach (var command in _idle.Values)
            command.Dispose();
        _idle.Clear();
    }
}
