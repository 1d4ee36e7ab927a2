using Gantry.Api;

namespace Gantry.Security;

/// <summary>Tokens that people make for their programs: limited, expiring, listed, revoked.</summary>
internal sealed class PersonalTokens(IDatabase database, TimeProvider clock)
{
    public const int LongestDays = 365;
    public const int MostPerUser = 100;

    private const int LongestName = 100;

    public async Task<Result<CreatedToken>> CreateAsync(SignIn maker, CreateToken wish, CancellationToken ct)
    {
        if (maker.Kind == PrincipalKind.External)
            return SecurityFaults.ExternalUser(maker.Caller.Name);
        if (string.IsNullOrWhiteSpace(wish.Name) || wish.Name.Length > LongestName || wish.Name.Any(char.IsControl))
            return SecurityFaults.BadTokenRequest($"a token has a name of 1 to {LongestName} printable characters");
        if (wish.ExpiresInDays is < 1 or > LongestDays)
            return SecurityFaults.BadTokenRequest($"a token lives 1 to {LongestDays} days, not {wish.ExpiresInDays}");
        if (wish.LimitedTo is { Count: 0 })
            return SecurityFaults.BadTokenRequest("a token limited to nothing can do nothing; leave limitedTo out for all that you may do");

        // Without limits of its own it has those of the token it is made with.
        var limits = maker.Caller.Narrowing;
        if (wish.LimitedTo is not null)
        {
            if (!GrantText.Read(wish.LimitedTo).TryGet(out var wanted, out var wrong))
                return wrong;
            if (GrantLimits.FirstBeyond(wanted, maker.Caller.Grants, maker.Caller.Narrowing) is { } beyond)
                return SecurityFaults.BroaderToken(beyond);
            limits = wanted;
        }
        var now = clock.GetUtcNow();
        var made = NewToken.Of(TokenKind.Personal, maker.Caller.Id, 0, null, now, TimeSpan.FromDays(wish.ExpiresInDays)) with
        {
            Name = wish.Name,
            Limits = limits,
        };
        // One made with a personal token ends with it, or revoking a stolen one would not help.
        if (maker.Token is { Kind: TokenKind.Personal } parent)
            made = made with { Parent = parent.Id, ExpiresAt = made.ExpiresAt < parent.ExpiresAt ? made.ExpiresAt : parent.ExpiresAt };

        return await database.WriteAsync<Result<CreatedToken>>(async work =>
        {
            var count = await work.FirstAsync(
                $"""
                 select count(*) from security_tokens
                 where principal = {maker.Caller.Id} and kind = 'personal' and expires_at > {now}
                 """, row => row.Number(0), ct);
            if (count >= MostPerUser)
                return SecurityFaults.TooManyTokens(MostPerUser);
            await TokenStore.AddAsync(work, ct, made);
            work.Tell(Entry.Of(SecurityKinds.TokenCreated, Scope.Everywhere, $"tokens/{made.Id}", maker.Caller.Name,
                new { owner = maker.Caller.Name, name = made.Name, limits = GrantText.Write(made.Limits), expiresAt = made.ExpiresAt }));
            return new CreatedToken(
                new(made.Id, wish.Name, now, made.ExpiresAt, null, made.Limits is null ? null : GrantText.View(made.Limits)), made.Text);
        }, ct);
    }

    /// <summary>The owner's live tokens by id, which is by age, after one.</summary>
    public Task<List<TokenView>> PageAsync(Guid owner, Guid after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.QueryAsync(
            $"""
             select id, name, created_at, expires_at, last_used_at, limits from security_tokens
             where principal = {owner} and kind = 'personal' and id > {after} and expires_at > {clock.GetUtcNow()}
             order by id limit {limit}
             """,
            row => new TokenView(
                row.Id(0), row.Text(1), row.Time(2), row.Time(3), row.TimeOrNull(4),
                GrantText.ReadList(row.TextOrNull(5)) is { } limits ? GrantText.View(limits) : null), ct), ct);

    /// <summary>
    /// Ends one of the caller's tokens. With a personal token only itself and those made with it: a narrow one must not
    /// be able to end its owner's others.
    /// </summary>
    public Task<Fault?> RevokeAsync(SignIn signIn, Guid id, CancellationToken ct) =>
        database.WriteAsync<Fault?>(async work =>
        {
            var (owner, own) = (signIn.Caller, signIn.Token?.Kind == TokenKind.Personal ? signIn.Token.Id : (Guid?)null);
            var found = await work.FirstAsync(
                $"select name, parent from security_tokens where id = {id} and principal = {owner.Id} and kind = 'personal'",
                row => new { Name = row.Text(0), Parent = row.IdOrNull(1) }, ct);
            if (found is null)
                return SecurityFaults.NoSuchToken(id);
            if (own is not null && own != id && own != found.Parent)
                return SecurityFaults.NotWithThisToken("revoking others of its owner's tokens");
            await RevokeAsync(work, id, found.Name, owner.Name, ct);
            return null;
        }, ct);

    public static async Task RevokeAsync(UnitOfWork work, Guid id, string? name, string by, CancellationToken ct)
    {
        var ended = await TokenStore.EndWithOffspringAsync(work, id, ct);
        work.Tell(Entry.Of(SecurityKinds.TokenRevoked, Scope.Everywhere, $"tokens/{id}", by, new { owner = by, name, ended }));
    }
}
