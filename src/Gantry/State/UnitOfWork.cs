using System.Data.Common;

namespace Gantry;

/// <summary>
/// One change of state and the journal entries that tell of it, committed together or not at all.
/// </summary>
public sealed class UnitOfWork(
    Statements statements, DbTransaction? transaction, Dialect dialect, CommitGroup group, TimeProvider clock)
    : Session(statements, transaction, dialect)
{
    private readonly List<Entry> _entries = [];
    private readonly HashSet<string> _topics = [];

    /// <summary>What this unit wants woken once it is committed.</summary>
    public IReadOnlyCollection<string> Topics => _topics;

    /// <summary>Whether this unit holds the head of the journal, and so has its place in the order of all changes.</summary>
    public bool IsStamped { get; private set; }

    /// <summary>
    /// Takes this unit's place in the order of all changes, and the time that goes with it: later than the time of
    /// every change that can be seen, earlier than the time of every change that cannot be seen yet. Whoever reads
    /// by this time and remembers the last one misses nothing.
    /// </summary>
    /// <remarks>
    /// From here to the commit the unit holds the head row of the journal, on all nodes; so take it last, and do
    /// little after it. Sequence numbers handed out earlier would become visible in another order than their own.
    /// </remarks>
    public async Task<DateTimeOffset> StampAsync(CancellationToken ct)
    {
        IsStamped = true;
        if (group.Stamp is { } taken)
            return taken;
        var now = clock.GetUtcNow();
        (group.Stamp, group.Seq) = await FirstAsync(
            $"""
             update core_head set time = case when time >= {now} then time + 1 else {now} end
             where name = 'journal' returning time, seq
             """, row => (row.Time(0), row.Number(1)), ct);
        return group.Stamp.Value;
    }

    /// <summary>Runs a statement of whose outcome nothing is asked. It is run before whatever comes after it, but a fault of it may show only then.</summary>
    public Task ExecuteSoonAsync(SqlText sql, CancellationToken ct) => SoonAsync(sql, ct);

    /// <summary><see cref="ExecuteSoonAsync(SqlText, CancellationToken)"/> for several, in order.</summary>
    public async Task ExecuteSoonAsync(IEnumerable<SqlText> all, CancellationToken ct)
    {
        foreach (var sql in all)
            await SoonAsync(sql, ct);
    }

    /// <summary>Tells the journal what this unit changed; written with it, in the order of these calls.</summary>
    public void Tell(Entry entry) => _entries.Add(entry);

    /// <summary>Wakes those who wait for the topic, on every node, once this unit is committed.</summary>
    public void Wake(string topic) => _topics.Add(topic);

    /// <summary>
    /// Takes a reference to a blob whose bytes were put after <see cref="DatabaseExtensions.LastStampAsync"/> said
    /// <paramref name="since"/>, so that the sweeper leaves it. False when the sweeper has removed an old copy of it
    /// meanwhile: then the bytes must be sent again.
    /// </summary>
    /// <remarks>Both sides hold the stamp, so one of them sees the other; and no clocks are compared, only stamps.</remarks>
    public async Task<bool> ReferAsync(Digest digest, DateTimeOffset since, CancellationToken ct) =>
        (await SweptAsync([(digest, since)], ct)).Count == 0;

    /// <summary><see cref="ReferAsync"/> for many blobs: those that must be sent again.</summary>
    public async Task<IReadOnlySet<Digest>> SweptAsync(IReadOnlyList<(Digest Digest, DateTimeOffset Since)> blobs, CancellationToken ct)
    {
        if (blobs.Count == 0)
            return new HashSet<Digest>();
        await StampAsync(ct);
        var condemned = (await QueryAsync(
            $"select digest, gone_at from core_condemned where digest in {blobs.Select(b => b.Digest.Hex).Distinct().ToList()}",
            row => (Digest: row.Digest(0), GoneAt: row.TimeOrNull(1)), ct)).ToDictionary(c => c.Digest, c => c.GoneAt);
        return blobs.Where(b => condemned.TryGetValue(b.Digest, out var goneAt) && (goneAt is null || goneAt > b.Since)).Select(b => b.Digest).ToHashSet();
    }

    /// <summary>
    /// What is still to be run, and the statements that write the entries that were told. Called by the database, once; it runs them last, so that an
    /// engine that is far away can be sent them together with the commit.
    /// </summary>
    public async Task<IReadOnlyList<SqlText>> FinishAsync(CancellationToken ct)
    {
        if (_entries.Count == 0)
            return TakeSoon();
        var time = await StampAsync(ct);
        // Nobody else moves the head while this unit holds it, so the places are known without asking.
        var rows = _entries.Select(entry => Row(entry, ++group.Seq, time));
        var insert = SqlText.Of(
            $"""
             insert into core_journal (seq, id, kind, mission, environment, subject, principal, time, data)
             values {SqlText.Join(", ", rows)}
             """);
        Wake(Journal.Topic);
        return [.. TakeSoon(), insert, SqlText.Of($"update core_head set seq = {group.Seq} where name = 'journal'")];
    }

    private static SqlText Row(Entry entry, long seq, DateTimeOffset time) =>
        SqlText.Of($"({seq}, {entry.Id}, {entry.Kind.Name}, {entry.Mission}, {entry.Environment}, {entry.Subject}, {entry.Principal}, {time}, {entry.Data})");
}

/// <summary>Units that are committed in one go share one stamp, and count the journal's places on from one another.</summary>
public sealed class CommitGroup
{
    public DateTimeOffset? Stamp { get; set; }

    /// <summary>The last place taken in the journal; known from the stamp on.</summary>
    public long Seq { get; set; }
}
