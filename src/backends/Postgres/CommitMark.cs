using System.Collections.Concurrent;
using Npgsql;

namespace Gantry.Postgres;

/// <summary>
/// The proof that a unit of work was committed. Each unit leaves its number in a row that is its alone while it runs;
/// when the connection is lost during the commit, the row tells what became of it.
/// </summary>
/// <remarks>
/// Why not the engine's own pg_xact_status: after a crash the numbers of transactions that never reached the disk are
/// given out again, so another unit's "committed" could be taken for ours; and it must be fetched before the commit,
/// which costs every unit a message while it holds the head of the journal.
/// </remarks>
internal sealed class CommitMark(string slot)
{
    /// <summary>One row per unit that ever ran at the same time as others, so the table stays as small as the pool.</summary>
    public const string Table =
        """
        create table if not exists core_commit (slot text primary key, mark bigint not null, marked_at bigint not null) with (fillfactor = 50)
        """;

    private long _number;

    /// <summary>A new number, larger than any this row has seen.</summary>
    public CommitMark Next()
    {
        _number++;
        return this;
    }

    /// <summary>
    /// Leaves the mark, unless the unit has written nothing. Fails, and the commit behind it with it, when the question
    /// below was asked first: a commit that was still on its way then can never be made any more.
    /// </summary>
    public NpgsqlBatchCommand Leave(DateTimeOffset now) => new(
        """
        insert into core_commit as seen select $1, $2, $3 where pg_current_xact_id_if_assigned() is not null
        on conflict (slot) do update set mark = $2 / (abs(seen.mark) < $2)::int, marked_at = $3
        """)
    {
        Parameters = { new() { Value = slot }, new() { Value = _number }, new() { Value = now.ToUnixTimeMilliseconds() } },
    };

    /// <summary>
    /// Whether the unit was committed. Waits for a commit that is being made at this moment, and forbids one that is
    /// still on its way; so the answer stays true.
    /// </summary>
    public async Task<bool> WasKeptAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var ask = new NpgsqlCommand(
            """
            insert into core_commit as seen values ($1, -$2, 0)
            on conflict (slot) do update set mark = case when seen.mark = $2 then $2 else -$2 end
            returning mark = $2
            """, connection)
        {
            Parameters = { new() { Value = slot }, new() { Value = _number } },
            CommandTimeout = 5,
        };
        return (bool)(await ask.ExecuteScalarAsync(ct))!;
    }
}

/// <summary>This node's marks. One is in use for each unit that runs.</summary>
internal sealed class CommitMarks
{
    private readonly string _node = Guid.CreateVersion7().ToString("N");
    private readonly ConcurrentBag<CommitMark> _free = [];
    private int _count;

    public CommitMark Take() =>
        (_free.TryTake(out var mark) ? mark : new CommitMark($"{_node}-{Interlocked.Increment(ref _count)}")).Next();

    /// <summary>Called when the unit's fate is known; a mark in doubt is never used again.</summary>
    public void Return(CommitMark mark) => _free.Add(mark);
}
