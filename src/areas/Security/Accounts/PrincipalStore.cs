using System.Data.Common;

namespace Gantry.Security;

/// <summary>The principals and their grants. Every question is one indexed statement.</summary>
internal sealed class PrincipalStore(IDatabase database, TimeProvider clock)
{
    /// <summary>The columns that <see cref="Read"/> expects, from principals <c>p</c> and grants <c>g</c>.</summary>
    public static readonly SqlText Columns = SqlText.Constant(
        """
        p.id, p.kind, p.name, p.password, p.password_version, p.password_until, p.is_disabled, p.created_at, p.last_seen_at,
        g.role, g.mission, g.environment
        """);

    public const int ColumnCount = 12;

    public Task<Principal?> FindAsync(string nameOrId, CancellationToken ct) =>
        database.ReadAsync(session => FindAsync(session, nameOrId, ct), ct);

    public static Task<Principal?> FindAsync(Session session, string nameOrId, CancellationToken ct) =>
        Guid.TryParseExact(nameOrId, "D", out var id)
            ? OneAsync(session, SqlText.Of($"p.id = {id}"), ct)
            : nameOrId.Any(char.IsControl) ? Task.FromResult<Principal?>(null)
            : OneAsync(session, SqlText.Of($"p.name = {nameOrId}"), ct);

    public Task<Principal?> FindByNameAsync(string name, CancellationToken ct) =>
        database.ReadAsync(session => OneAsync(session, SqlText.Of($"p.name = {name}"), ct), ct);

    public Task<Principal?> FindExternalAsync(string issuer, string subject, CancellationToken ct) =>
        database.ReadAsync(session => OneAsync(session, SqlText.Of($"p.issuer = {issuer} and p.subject = {subject}"), ct), ct);

    /// <summary>These principals, those that there are.</summary>
    public static async Task<List<Principal>> FindAllAsync(Session session, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        Fold(await session.QueryAsync(
            $"""
             select {Columns} from security_principals p left join security_grants g on g.principal = p.id
             where p.id in {ids.Select(id => id.ToString("D")).ToList()}
             order by p.id, g.role, g.mission, g.environment
             """, row => Read(row, 0), ct));

    /// <summary>Principals by name, after one.</summary>
    public Task<List<Principal>> PageAsync(string after, int limit, CancellationToken ct) =>
        database.ReadAsync(async session => Fold(await session.QueryAsync(
            $"""
             select {Columns}
             from (select * from security_principals where name > {after} order by name limit {limit}) p
             left join security_grants g on g.principal = p.id
             order by p.name, g.role, g.mission, g.environment
             """, row => Read(row, 0), ct)), ct);

    /// <summary>
    /// The principal an issuer vouches for, made at first sight. Two requests at once make one: the second finds the first's.
    /// </summary>
    public async Task<Principal> GetOrAddExternalAsync(string issuerName, string issuer, string subject, CancellationToken ct)
    {
        if (await FindExternalAsync(issuer, subject, ct) is { } known)
            return known;
        var id = Guid.CreateVersion7();
        var plain = $"{issuerName}:{subject}";
        await database.WriteAsync(async work =>
        {
            // Two issuers can have had the same short name in turn; the journal must not mix up their people.
            var taken = await work.FirstAsync($"select 1 from security_principals where name = {plain}", row => row.Number(0), ct) == 1;
            var name = taken ? $"{plain}:{id:N}" : plain;
            var added = await work.ExecuteAsync(
                $"""
                 insert into security_principals (id, kind, name, issuer, subject, password_version, is_disabled, created_at)
                 values ({id}, 'external', {name}, {issuer}, {subject}, 0, 0, {clock.GetUtcNow()})
                 on conflict do nothing
                 """, ct);
            if (added == 1)
                work.Tell(Entry.Of(SecurityKinds.UserCreated, Scope.Everywhere, $"users/{name}", name, new { name, kind = "external", issuer, subject }));
        }, ct);
        return await FindExternalAsync(issuer, subject, ct)
            ?? throw new StateUnavailableException("Somebody else was just added under the same name; try again.");
    }

    /// <summary>Whether a person or service account was added: false when the name is taken.</summary>
    public static async Task<bool> AddAsync(UnitOfWork work, Principal principal, CancellationToken ct)
    {
        var added = await work.ExecuteAsync(
            $"""
             insert into security_principals (id, kind, name, password, password_version, password_until, is_disabled, created_at)
             values ({principal.Id}, {KindText(principal.Kind)}, {principal.Name}, {principal.Password}, {principal.PasswordVersion},
                     {principal.PasswordUntil}, {principal.IsDisabled}, {principal.CreatedAt})
             on conflict do nothing
             """, ct);
        if (added == 1)
            await AddGrantsAsync(work, principal, ct);
        return added == 1;
    }

    /// <summary>Writes what may change of a principal.</summary>
    public static async Task SaveAsync(UnitOfWork work, Principal principal, CancellationToken ct)
    {
        await work.ExecuteAsync(
            $"""
             update security_principals set password = {principal.Password}, password_version = {principal.PasswordVersion},
                 password_until = {principal.PasswordUntil}, is_disabled = {principal.IsDisabled}
             where id = {principal.Id}
             """, ct);
        await work.ExecuteAsync($"delete from security_grants where principal = {principal.Id}", ct);
        await AddGrantsAsync(work, principal, ct);
    }

    /// <summary>Replaces a hash by a stronger one of the same password, unless the password changed meanwhile.</summary>
    public Task StrengthenAsync(Guid id, string weak, string strong, CancellationToken ct) =>
        database.WriteAsync(work => work.ExecuteAsync(
            $"update security_principals set password = {strong} where id = {id} and password = {weak}", ct), ct);

    /// <summary>
    /// Makes changes of rights wait for one another on all nodes: two administrators who strip one another at the same
    /// time must not both succeed. SQLite has one writer and needs no lock.
    /// </summary>
    public static async Task LockAsync(UnitOfWork work, CancellationToken ct)
    {
        if (work.Dialect.LockFor is { } lockFor)
            await work.ExecuteAsync(lockFor("security.principals"), ct);
    }

    /// <summary>How many enabled administrators there are beside one.</summary>
    public static async Task<long> CountAdministratorsAsync(Session session, Guid beside, CancellationToken ct) =>
        await session.FirstAsync(
            $"""
             select count(*) from security_grants g join security_principals p on p.id = g.principal
             where g.role = 'administrator' and g.mission = '*' and g.environment = '*'
               and p.is_disabled = 0 and p.kind <> 'external' and p.id <> {beside}
             """, row => row.Number(0), ct);

    /// <summary>One row of a principal with one of its grants, or none.</summary>
    public static (Principal Principal, Grant? Grant) Read(DbDataReader row, int at)
    {
        var grant = row.IsDBNull(at + 9)
            ? null
            : new Grant(Enum.Parse<Role>(row.Text(at + 9), ignoreCase: true), AnyOr(row.Text(at + 10)), AnyOr(row.Text(at + 11)));
        return (new(
            row.Id(at), Enum.Parse<PrincipalKind>(row.Text(at + 1), ignoreCase: true), row.Text(at + 2), row.TextOrNull(at + 3),
            row.Number(at + 4), row.TimeOrNull(at + 5), row.Flag(at + 6), row.Time(at + 7), row.TimeOrNull(at + 8), []), grant);
    }

    /// <summary>Rows of the same principal become one with all its grants.</summary>
    public static List<Principal> Fold(IEnumerable<(Principal Principal, Grant? Grant)> rows) =>
        [.. rows.GroupBy(row => row.Principal.Id).Select(group =>
            group.First().Principal with { Grants = [.. group.Select(row => row.Grant).OfType<Grant>()] })];

    public static string KindText(PrincipalKind kind) => kind.ToString().ToLowerInvariant();

    private static async Task<Principal?> OneAsync(Session session, SqlText condition, CancellationToken ct) =>
        Fold(await session.QueryAsync(
            $"""
             select {Columns} from security_principals p left join security_grants g on g.principal = p.id
             where {condition} order by g.role, g.mission, g.environment
             """, row => Read(row, 0), ct)).SingleOrDefault();

    private static async Task AddGrantsAsync(UnitOfWork work, Principal principal, CancellationToken ct)
    {
        if (principal.Grants.Count == 0)
            return;
        var rows = principal.Grants.Select(g => SqlText.Of(
            $"({principal.Id}, {GrantText.Write(g.Role)}, {g.Mission ?? "*"}, {g.Environment ?? "*"})"));
        await work.ExecuteAsync(
            $"insert into security_grants (principal, role, mission, environment) values {SqlText.Join(", ", rows)}", ct);
    }

    private static string? AnyOr(string text) => text == "*" ? null : text;
}
