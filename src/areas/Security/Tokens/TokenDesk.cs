using Gantry.Api;

namespace Gantry.Security;

/// <summary>Gives, renews and takes back the tokens of the token endpoint.</summary>
internal sealed class TokenDesk(IDatabase database, TokenStore tokens, SecurityOptions options, TimeProvider clock)
{
    /// <summary>Tokens for somebody whose credentials were just found right.</summary>
    public async Task<TokenAnswer> GiveAsync(PasswordLogin login, IReadOnlyList<Grant>? limits, bool canRefresh, string address, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (access, refresh) = Pair(login.Principal, null, limits, limits, canRefresh, now);
        await database.WriteAsync(async work =>
        {
            await TokenStore.AddAsync(work, ct, refresh is null ? [access] : [access, refresh]);
            // Clients take a token per file; the journal wants to know of a log-in, not of every file.
            if (login.IsFresh)
                work.Tell(Entry.Of(SecurityKinds.LoginSucceeded, Scope.Everywhere, $"users/{login.Principal.Name}", login.Principal.Name,
                    new { name = login.Principal.Name, address, way = "token" }));
        }, ct);
        return Answer(access, refresh, now);
    }

    /// <summary>The next pair for a refresh token, once. Used a second time, it ends all tokens of its log-in.</summary>
    public Task<Result<TokenAnswer>> RefreshAsync(string text, IReadOnlyList<Grant>? wanted, string address, CancellationToken ct) =>
        database.WriteAsync<Result<TokenAnswer>>(async work =>
        {
            var now = clock.GetUtcNow();
            if (await TokenStore.FindAsync(work, text, ct) is not { Kind: TokenKind.Refresh } token || now >= token.ExpiresAt)
                return NotGood();
            // Two requests at once: the row decides, and the second is a reuse like any other.
            if (token.IsGood(now))
            {
                var beyond = wanted is null ? null : GrantLimits.FirstBeyond(wanted, token.Principal.Grants, token.Limits);
                if (beyond is not null)
                    return SecurityFaults.InvalidScope($"{GrantText.Write(beyond)} is more than this log-in may do");
                if (await TokenStore.RotateAsync(work, token, now, ct))
                {
                    var (access, refresh) = Pair(token.Principal, token.Family, wanted ?? token.Limits, token.Limits, true, now);
                    await TokenStore.AddAsync(work, ct, access, refresh!);
                    return Answer(access, refresh, now);
                }
            }
            else if (token.RotatedAt is null)
            {
                return NotGood();
            }
            await TokenStore.EndFamilyAsync(work, token.Family, ct);
            work.Tell(Entry.Of(SecurityKinds.RefreshReused, Scope.Everywhere, $"users/{token.Principal.Name}", token.Principal.Name,
                new { name = token.Principal.Name, address, rotatedAt = token.RotatedAt }));
            return NotGood();
        }, ct);

    /// <summary>Ends a token of any kind that goes in a header; whoever has it may end it. Unknown ones are ended already.</summary>
    public async Task RevokeAsync(string text, CancellationToken ct)
    {
        if (TokenText.KindOf(text) is not (TokenKind.Access or TokenKind.Refresh or TokenKind.Personal) || await tokens.FindAsync(text, ct) is not { } token)
            return;
        await database.WriteAsync(work => token.Kind switch
        {
            TokenKind.Refresh => TokenStore.EndFamilyAsync(work, token.Family, ct),
            TokenKind.Personal => PersonalTokens.RevokeAsync(work, token.Id, null, token.Principal.Name, ct),
            _ => TokenStore.EndWithOffspringAsync(work, token.Id, ct),
        }, ct);
    }

    private (NewToken Access, NewToken? Refresh) Pair(
        Principal principal, Guid? family, IReadOnlyList<Grant>? accessLimits, IReadOnlyList<Grant>? refreshLimits, bool canRefresh, DateTimeOffset now)
    {
        var access = NewToken.Of(TokenKind.Access, principal.Id, principal.PasswordVersion, family, now, options.AccessLifetime) with { Limits = accessLimits };
        var refresh = canRefresh
            ? NewToken.Of(TokenKind.Refresh, principal.Id, principal.PasswordVersion, access.Family, now, options.RefreshLifetime) with { Limits = refreshLimits }
            : null;
        return (access, refresh);
    }

    private static TokenAnswer Answer(NewToken access, NewToken? refresh, DateTimeOffset now) => new(
        access.Text, "Bearer", (int)(access.ExpiresAt - now).TotalSeconds, refresh?.Text,
        refresh is null ? null : (int)(refresh.ExpiresAt - now).TotalSeconds);

    private static Fault NotGood() => SecurityFaults.InvalidGrant("The refresh token has expired, was used before, was revoked, or never was. Log in again.");
}
