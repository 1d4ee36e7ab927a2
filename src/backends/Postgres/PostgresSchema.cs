using Npgsql;

namespace Gantry.Postgres;

/// <summary>Migration on this engine: all steps in one transaction, one node at a time.</summary>
internal static class PostgresSchema
{
    private const int OldestServer = 13;

    private static readonly TimeSpan _marksAreKept = TimeSpan.FromDays(30);

    public static async Task MigrateAsync(
        NpgsqlConnection connection, Dialect dialect, IReadOnlyList<SchemaSource> schemas, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var session = new Session(new(connection), transaction, dialect);
        await RefuseUnfitAsync(connection, session, ct);
        await session.ExecuteAsync(dialect.LockFor!("gantry migration"), ct);
        // Other programs' tables in the same schema are none of our business.
        var seen = (await TextColumnsAsync(session, ct)).Select(c => c.Name).ToHashSet();
        await session.RunScriptAsync(CommitMark.Table, ct);
        await Migration.ApplyAsync(session, schemas, clock, ct);
        await SortByCodePointAsync(session, seen, ct);
        await session.ExecuteAsync($"delete from core_commit where marked_at < {clock.GetUtcNow() - _marksAreKept}", ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task RefuseUnfitAsync(NpgsqlConnection connection, Session session, CancellationToken ct)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw new StateRefusedException(
                $"This server is PostgreSQL {connection.PostgreSqlVersion}; Gantry needs {OldestServer} or newer.");
        var encoding = await session.FirstAsync(
            $"select pg_encoding_to_char(encoding)::text from pg_database where datname = current_database()", row => row.Text(0), ct);
        if (encoding != "UTF8")
            throw new StateRefusedException(
                $"This database keeps its text as {encoding}, which cannot hold every name. " +
                "Create one with: createdb --encoding=UTF8 --template=template0.");
    }

    // Pages and prefixes compare text, so it must sort the same everywhere: by code point, as SQLite sorts it, and not by
    // the language the server happened to be set up with. Done while the tables are new and empty it costs nothing.
    private static async Task SortByCodePointAsync(Session session, HashSet<string> seen, CancellationToken ct)
    {
        foreach (var column in await TextColumnsAsync(session, ct))
        {
            if (!seen.Contains(column.Name))
                await session.RunScriptAsync(column.Alteration, ct);
        }
    }

    private static Task<List<(string Name, string Alteration)>> TextColumnsAsync(Session session, CancellationToken ct) =>
        session.QueryAsync(
            $"""
             select a.attrelid::text || '.' || a.attnum::text,
                    format('alter table %I.%I alter column %I type text collate "C"', n.nspname, c.relname, a.attname)
             from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
               and a.atttypid = 'text'::regtype and a.attcollation = 'pg_catalog."default"'::regcollation
             """, row => (row.Text(0), row.Text(1)), ct);
}
