using System.Data.Common;

namespace Gantry;

/// <summary>Everything that happened, in one order, without gaps; reading it and following it.</summary>
public sealed class Journal(IDatabase database, TimeProvider clock)
{
    /// <summary>The signal that new entries have been committed.</summary>
    public const string Topic = "journal";

    /// <summary>The most entries one read returns.</summary>
    public const int PageLimit = 1000;

    private static readonly TimeSpan _lookAtLeastEvery = TimeSpan.FromSeconds(2);

    /// <summary>Entries after a place, oldest first.</summary>
    public Task<List<JournalEntry>> ReadAsync(JournalFilter filter, long after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_columns} from core_journal
             where seq > {after} and {filter.Condition()}
             order by seq limit {Math.Clamp(limit, 1, PageLimit)}
             """, Read, ct), ct);

    /// <summary>The newest entries before a place, newest first.</summary>
    public Task<List<JournalEntry>> ReadBackAsync(JournalFilter filter, long before, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_columns} from core_journal
             where seq < {before} and {filter.Condition()}
             order by seq desc limit {Math.Clamp(limit, 1, PageLimit)}
             """, Read, ct), ct);

    /// <summary>What is told of these subjects, in the order of each, in whichever mission: for subjects whose names are their own.</summary>
    public Task<List<JournalEntry>> AboutAsync(IReadOnlyCollection<string> subjects, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select {_columns} from core_journal where subject in {subjects}
             order by subject, seq limit {Math.Clamp(limit, 1, PageLimit)}
             """, Read, ct), ct);

    /// <summary>The entries at these places.</summary>
    public Task<List<JournalEntry>> AtAsync(IReadOnlyCollection<long> places, CancellationToken ct)
    {
        if (places.Count == 0)
            return Task.FromResult<List<JournalEntry>>([]);
        var wanted = SqlText.Join(", ", places.Select(place => SqlText.Of($"{place}")));
        return database.ReadAsync(session => session.QueryAsync(
            $"select {_columns} from core_journal where seq in ({wanted}) order by seq", Read, ct), ct);
    }

    /// <summary>The place of the newest entry.</summary>
    public Task<long> HeadAsync(CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync(
            $"select seq from core_head where name = 'journal'", row => row.Number(0), ct), ct);

    /// <summary>
    /// Waits until there is something after a place, or until it is time to say that one is still alive: then the
    /// page is empty. Never ends by itself.
    /// </summary>
    public async Task<List<JournalEntry>> NextAsync(JournalFilter filter, long after, int limit, TimeSpan patience, CancellationToken ct)
    {
        var giveUp = clock.GetUtcNow() + patience;
        while (true)
        {
            var ticket = database.Signals.Ticket(Topic);
            var page = await ReadAsync(filter, after, limit, ct);
            var left = giveUp - clock.GetUtcNow();
            if (page.Count > 0 || left <= TimeSpan.Zero)
                return page;
            await ticket.AtMostAsync(left < _lookAtLeastEvery ? left : _lookAtLeastEvery, clock, ct);
        }
    }

    /// <summary>
    /// Hands a durable consumer its next entries; what it does with them and its new place are committed together, so
    /// each entry has its effect once. Returns how many there were.
    /// </summary>
    public Task<int> ConsumeAsync(
        string consumer, JournalFilter filter, int limit, Func<UnitOfWork, IReadOnlyList<JournalEntry>, Task> effect, CancellationToken ct) =>
        database.WriteAsync(async work =>
        {
            await work.ExecuteAsync($"insert into core_cursor values ({consumer}, 0) on conflict (consumer) do nothing", ct);
            // The update comes first because it locks the row: a second node with the same name waits here and then
            // reads the place the first one left.
            var after = await work.FirstAsync(
                $"update core_cursor set seq = seq where consumer = {consumer} returning seq", row => row.Number(0), ct);
            var page = await work.QueryAsync(
                $"select {_columns} from core_journal where seq > {after} and {filter.Condition()} order by seq limit {limit}", Read, ct);
            if (page.Count == 0)
                return 0;
            await effect(work, page);
            await work.ExecuteAsync($"update core_cursor set seq = {page[^1].Seq} where consumer = {consumer}", ct);
            return page.Count;
        }, ct);

    /// <summary>Lets a consumer pass everything up to a place unread, because it knows that it wants none of it.</summary>
    public Task PassAsync(string consumer, long upTo, CancellationToken ct) => database.WriteAsync(
        work => work.ExecuteAsync($"update core_cursor set seq = {upTo} where consumer = {consumer} and seq < {upTo}", ct), ct);

    /// <summary>Lets a consumer that has no place yet begin after an entry, instead of at the beginning.</summary>
    public static Task BeginAsync(UnitOfWork work, string consumer, long after, CancellationToken ct) =>
        work.ExecuteAsync($"insert into core_cursor (consumer, seq) values ({consumer}, {after}) on conflict (consumer) do nothing", ct);

    private static readonly SqlText _columns =
        SqlText.Constant("seq, id, kind, mission, environment, subject, principal, time, data");

    private static JournalEntry Read(DbDataReader row) => new(
        row.Number(0), row.Id(1), row.Text(2), row.TextOrNull(3), row.TextOrNull(4), row.Text(5), row.Text(6), row.Time(7), row.Text(8));
}

/// <summary>Which entries a reader wants, and which it may see.</summary>
/// <param name="Mission">Only this mission's.</param>
/// <param name="Environment">Only this environment's.</param>
/// <param name="Kind">Only this kind, or with a trailing <c>*</c> those that begin so.</param>
/// <param name="Visible">The scopes the reader may see; null for everything.</param>
public sealed record JournalFilter(string? Mission = null, string? Environment = null, string? Kind = null, IReadOnlyList<Scope>? Visible = null)
{
    /// <summary>Everything.</summary>
    public static readonly JournalFilter All = new();

    internal SqlText Condition()
    {
        var parts = new List<SqlText> { SqlText.Constant("1 = 1") };
        if (Mission is not null)
            parts.Add(SqlText.Of($"mission = {Mission}"));
        if (Environment is not null)
            parts.Add(SqlText.Of($"environment = {Environment}"));
        if (Kind is not null)
            parts.Add(Kind.EndsWith('*') ? Prefix(Kind[..^1]) : SqlText.Of($"kind = {Kind}"));
        if (Visible is not null)
            parts.Add(SqlText.Of($"({SqlText.Join(" or ", Visible.Select(Sees).Append(SqlText.Constant("1 = 0")))})"));
        return SqlText.Join(" and ", parts);
    }

    // A range rather than "like": the kind's own dots and underscores are letters here.
    private static SqlText Prefix(string start) => SqlText.Of($"(kind >= {start} and kind < {start + '\uffff'})");

    // A grant on one environment shows that environment; what a mission does as a whole is shown to all its people.
    private static SqlText Sees(Scope scope) => scope switch
    {
        { Mission: null, Environment: null } => SqlText.Constant("mission is not null"),
        { Mission: null } => SqlText.Of($"(mission is not null and (environment = {scope.Environment} or environment is null))"),
        { Environment: null } => SqlText.Of($"mission = {scope.Mission}"),
        _ => SqlText.Of($"(mission = {scope.Mission} and (environment = {scope.Environment} or environment is null))"),
    };
}
