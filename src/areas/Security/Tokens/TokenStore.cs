namespace Gantry.Security;

/// <summary>A token that was found, with whoever it belongs to.</summary>
internal sealed record FoundToken(
    Guid Id, TokenKind Kind, Guid Family, long PasswordVersion, IReadOnlyList<Grant>? Limits,
    DateTimeOffset ExpiresAt, DateTimeOffset? RotatedAt, Principal Principal)
{
    /// <summary>Whether it may be used now.</summary>
    public bool IsGood(DateTimeOffset now) => now < ExpiresAt && RotatedAt is null && IsOfThisPassword && Principal.IsWelcome(now);

    /// <summary>Whether the password it was got with still holds; a personal token outlives its owner's change of password.</summary>
    public bool IsOfThisPassword => Kind == TokenKind.Personal || PasswordVersion == Principal.PasswordVersion;
}

/// <summary>A token about to be written; its text is known to nobody but whoever gets it.</summary>
internal sealed record NewToken(
    Guid Id, TokenKind Kind, Guid Principal, long PasswordVersion, Guid Family, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    public string Text { get; } = TokenText.Make(Kind);
    public IReadOnlyList<Grant>? Limits { get; init; }
    public Guid? Parent { get; init; }
    public string? Name { get; init; }

    /// <param name="family">The log-in it belongs to; its own when none.</param>
    public static NewToken Of(TokenKind kind, Guid principal, long passwordVersion, Guid? family, DateTimeOffset now, TimeSpan lifetime)
    {
        var id = Guid.CreateVersion7();
        return new(id, kind, principal, passwordVersion, family ?? id, now, now + lifetime);
    }
}

/// <summary>The tokens, by their hashes.</summary>
/// <remarks>
/// Each request reads its token, the principal and the grants in one indexed statement. A cache would save tens of
/// microseconds and cost the promise that a revoked token is refused at once by every node.
/// </remarks>
internal sealed class TokenStore(IDatabase database, TimeProvider clock)
{
    private const int PurgePage = 500;

    public Task<FoundToken?> FindAsync(string text, CancellationToken ct) =>
        database.ReadAsync(session => FindAsync(session, text, ct), ct);

    public static async Task<FoundToken?> FindAsync(Session session, string text, CancellationToken ct)
    {
        var rows = await session.QueryAsync(
            $"""
             select {PrincipalStore.Columns}, t.id, t.kind, t.family, t.limits, t.expires_at, t.rotated_at, t.password_version
             from security_tokens t join security_principals p on p.id = t.principal
             left join security_grants g on g.principal = p.id
             where t.hash = {Digest.Of(text)}
             """,
            row => (Owner: PrincipalStore.Read(row, 0), Token: (
                Id: row.Id(PrincipalStore.ColumnCount), Kind: row.Text(PrincipalStore.ColumnCount + 1), Family: row.Id(PrincipalStore.ColumnCount + 2),
                Limits: row.TextOrNull(PrincipalStore.ColumnCount + 3), ExpiresAt: row.Time(PrincipalStore.ColumnCount + 4),
                RotatedAt: row.TimeOrNull(PrincipalStore.ColumnCount + 5), Version: row.Number(PrincipalStore.ColumnCount + 6))), ct);
        if (rows.Count == 0)
            return null;
        var token = rows[0].Token;
        return new(
            token.Id, Enum.Parse<TokenKind>(token.Kind, ignoreCase: true), token.Family, token.Version, GrantText.ReadList(token.Limits),
            token.ExpiresAt, token.RotatedAt, PrincipalStore.Fold(rows.Select(row => row.Owner)).Single());
    }

    public Task AddAsync(CancellationToken ct, params NewToken[] tokens) =>
        database.WriteAsync(work => AddAsync(work, ct, tokens), ct);

    public static Task AddAsync(UnitOfWork work, CancellationToken ct, params NewToken[] tokens)
    {
        var rows = tokens.Select(t => SqlText.Of(
            $"""
             ({Digest.Of(t.Text)}, {t.Id}, {KindText(t.Kind)}, {t.Principal}, {t.Family}, {t.Parent}, {t.Name}, {GrantText.Write(t.Limits)},
              {t.PasswordVersion}, {t.CreatedAt}, {t.ExpiresAt})
             """));
        return work.ExecuteAsync(
            $"""
             insert into security_tokens (hash, id, kind, principal, family, parent, name, limits, password_version, created_at, expires_at)
             values {SqlText.Join(", ", rows)}
             """, ct);
    }

    /// <summary>Marks a refresh token as used up; false when it was already.</summary>
    public static async Task<bool> RotateAsync(UnitOfWork work, FoundToken token, DateTimeOffset now, CancellationToken ct) =>
        await work.ExecuteAsync(
            $"update security_tokens set rotated_at = {now} where id = {token.Id} and rotated_at is null", ct) == 1;

    public static Task EndFamilyAsync(UnitOfWork work, Guid family, CancellationToken ct) =>
        work.ExecuteAsync($"delete from security_tokens where family = {family}", ct);

    /// <summary>Ends a token and everything that was made with it; how many that were.</summary>
    public static Task<int> EndWithOffspringAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        work.ExecuteAsync(
            $"""
             with recursive doomed (id) as (
                 select id from security_tokens where id = {id}
                 union select t.id from security_tokens t join doomed d on t.parent = d.id)
             delete from security_tokens where id in (select id from doomed)
             """, ct);

    public static Task EndAllAsync(UnitOfWork work, Guid principal, CancellationToken ct) =>
        work.ExecuteAsync($"delete from security_tokens where principal = {principal}", ct);

    /// <summary>Ends log-ins, but for one, which goes on under the new password; personal tokens stay.</summary>
    public static async Task EndLoginsAsync(UnitOfWork work, Guid principal, Guid? keptFamily, CancellationToken ct)
    {
        var kept = keptFamily ?? Guid.Empty;
        await work.ExecuteAsync(
            $"""
             delete from security_tokens
             where principal = {principal} and kind in ('access', 'refresh', 'session') and family <> {kept}
             """, ct);
        await work.ExecuteAsync(
            $"""
             update security_tokens set password_version = (select password_version from security_principals where id = {principal})
             where principal = {principal} and family = {kept}
             """, ct);
    }

    /// <summary>Deletes what has expired, a page at a time, so that no unit of work is long. How many there were.</summary>
    public async Task<int> PurgeAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var all = 0;
        while (true)
        {
            var gone = await database.WriteAsync(work => work.ExecuteAsync(
                $"""
                 delete from security_tokens where hash in (
                     select hash from security_tokens where expires_at <= {now} order by expires_at limit {PurgePage})
                 """, ct), ct);
            all += gone;
            if (gone < PurgePage)
                return all;
        }
    }

    public static string KindText(TokenKind kind) => kind.ToString().ToLowerInvariant();
}
