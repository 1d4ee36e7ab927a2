using System.Runtime.InteropServices;

namespace Gantry.DuckDb;

/// <summary>One database in memory and one connection to it. One thread at a time asks; <see cref="Interrupt"/> and <see cref="Share"/> may be used by any other meanwhile.</summary>
public sealed class DuckSession : IDisposable
{
    private nint _database;
    private nint _connection;

    private DuckSession(nint database, nint connection) => (_database, _connection) = (database, connection);

    public static DuckSession Open(DuckSettings settings)
    {
        if (DuckDbLibrary.Missing is { } missing)
            throw new DuckDbException(missing);
        _ = Native.CreateConfig(out var config);
        try
        {
            foreach (var (name, value) in settings.Options)
            {
                if (Native.SetConfig(config, name, value) == Native.Failed)
                    throw new DuckDbException($"DuckDB does not know the setting {name}={value}");
            }
            if (Native.Open(null, out var database, config, out var error) == Native.Failed)
                throw new DuckDbException(Take(error));
            if (Native.Connect(database, out var connection) == Native.Failed)
            {
                Native.Close(ref database);
                throw new DuckDbException("DuckDB gives no connection");
            }
            var session = new DuckSession(database, connection);
            // Without a bar of its own it does not count how far it is.
            session.Execute("set enable_progress_bar = true; set enable_progress_bar_print = false");
            return session;
        }
        finally
        {
            Native.DestroyConfig(ref config);
        }
    }

    /// <summary>How much of the current statement is done, from 0 to 1; null where DuckDB does not know.</summary>
    public double? Share => Native.QueryProgress(_connection).Percentage is >= 0 and <= 100 and var percentage ? percentage / 100 : null;

    /// <summary>Stops the current statement, which then fails with the word INTERRUPT.</summary>
    public void Interrupt() => Native.Interrupt(_connection);

    /// <summary>
    /// From now on no file is seen but these, no setting can be changed and nothing can be loaded, whatever is asked.
    /// </summary>
    public void Lock(IEnumerable<string> files)
    {
        Execute($"set allowed_paths = [{string.Join(", ", files.Select(Sql.Text))}]");
        Execute("set enable_external_access = false");
        Execute("set lock_configuration = true");
    }

    /// <summary>Does one statement or several, and says how many rows the last one wrote.</summary>
    public long Execute(string sql, IReadOnlyDictionary<string, string>? values = null)
    {
        using var statements = DuckStatements.Read(_connection, sql);
        long rows = 0;
        for (ulong i = 0; i < statements.Count; i++)
        {
            using var statement = statements.Prepare(i);
            using var result = statement.Execute(values ?? _nothing);
            rows = result.RowsChanged;
        }
        return rows;
    }

    /// <summary>Says why a text is not one question (a SELECT, FROM, WITH or VALUES); null when it is.</summary>
    public string? WhyNoQuestion(string sql)
    {
        using var statements = DuckStatements.Read(_connection, sql);
        if (statements.Count != 1)
            return statements.Count == 0 ? "there is no statement" : $"there are {statements.Count} statements, and one is asked";
        using var statement = statements.Prepare(0);
        return statement.IsQuestion ? null : "it is not a question; it begins with select, from, with or values";
    }

    /// <summary>The rows of a small answer, every value as text.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Ask(string sql)
    {
        using var statements = DuckStatements.Read(_connection, $"select columns(*)::varchar from ({sql})");
        using var statement = statements.Prepare(0);
        using var result = statement.Execute(_nothing);
        return [.. result.Texts()];
    }

    public void Dispose()
    {
        Native.Disconnect(ref _connection);
        Native.Close(ref _database);
    }

    private static readonly Dictionary<string, string> _nothing = [];

    private static string Take(nint error)
    {
        var message = Marshal.PtrToStringUTF8(error) ?? "DuckDB cannot be opened";
        Native.Free(error);
        return message;
    }
}
