using Gantry.Api;

namespace Gantry.Security;

/// <summary>Adds and changes users; each change is one unit of work with its journal entries and the end of the tokens it must end.</summary>
internal sealed class UserBook(IDatabase database, PasswordHasher hasher, TimeProvider clock)
{
    /// <summary>A new user, with the secret that was made up for it if no password was given.</summary>
    public async Task<Result<(Principal User, string? Secret)>> CreateAsync(CreateUser wish, string by, CancellationToken ct)
    {
        if (wish.Name is null || Names.WrongWith("user's name", wish.Name) is not null)
            return SecurityFaults.BadUser(wish.Name is null ? "a user has a name" : Names.WrongWith("user's name", wish.Name)!);
        if (wish.Kind is not ("person" or "service"))
            return SecurityFaults.BadUser("a user is a 'person' or a 'service'");
        if (wish.Password is { } chosen && PasswordRules.Refuse(chosen, wish.Name) is { } weak)
            return weak;
        if (!GrantText.Read(wish.Grants ?? []).TryGet(out var grants, out var wrong))
            return wrong;

        var secret = wish.Password is null ? PasswordRules.MakeUp() : null;
        var kind = wish.Kind == "person" ? PrincipalKind.Person : PrincipalKind.Service;
        var user = new Principal(
            Guid.CreateVersion7(), kind, wish.Name, await hasher.HashAsync(wish.Password ?? secret!), 1, null, false, clock.GetUtcNow(), null, grants);
        var isNew = await database.WriteAsync(async work =>
        {
            if (!await PrincipalStore.AddAsync(work, user, ct))
                return false;
            work.Tell(Told(SecurityKinds.UserCreated, user, by, new { name = user.Name, kind = wish.Kind, grants = GrantText.Write(grants) }));
            return true;
        }, ct);
        return isNew ? (user, secret) : SecurityFaults.NameTaken(wish.Name);
    }

    /// <summary>Changes what the wish names; the rest stays.</summary>
    public async Task<Result<Principal>> ChangeAsync(string user, ChangeUser wish, string by, CancellationToken ct)
    {
        IReadOnlyList<Grant>? grants = null;
        if (wish.Grants is not null && !GrantText.Read(wish.Grants).TryGet(out grants, out var wrong))
            return wrong;
        if (wish.Password is { } chosen && PasswordRules.Refuse(chosen, user) is { } weak)
            return weak;
        var hash = wish.Password is null ? null : await hasher.HashAsync(wish.Password);

        return await DecideAsync(user, principal =>
        {
            if (principal.Kind == PrincipalKind.External && (grants is not null || hash is not null))
                return SecurityFaults.ExternalUser(principal.Name);
            var next = principal with { IsDisabled = wish.IsDisabled ?? principal.IsDisabled, Grants = grants ?? principal.Grants };
            // Enabled again, the user logs in again: what was given before the disabling stays dead.
            if (next.IsDisabled && !principal.IsDisabled)
                next = next with { PasswordVersion = next.PasswordVersion + 1 };
            return hash is null ? next : WithPassword(next, hash);
        }, by, ct);
    }

    /// <summary>A new made-up secret in place of the old one.</summary>
    public async Task<Result<(Principal User, string Secret)>> RenewSecretAsync(string user, string by, CancellationToken ct)
    {
        var secret = PasswordRules.MakeUp();
        var hash = await hasher.HashAsync(secret);
        var result = await DecideAsync(user, principal => principal.Kind == PrincipalKind.External
            ? SecurityFaults.ExternalUser(principal.Name)
            : WithPassword(principal, hash), by, ct);
        return result.TryGet(out var changed, out var fault) ? (changed, secret) : fault;
    }

    /// <summary>The owner's own new password, already known to be allowed. Log-ins other than the one at hand end; personal tokens stay.</summary>
    public async Task<Fault?> SetOwnPasswordAsync(Principal owner, string password, Guid? keptLogin, CancellationToken ct)
    {
        var hash = await hasher.HashAsync(password);
        return await database.WriteAsync<Fault?>(async work =>
        {
            // The version: an administrator who reset the password while this one was being hashed has the last word.
            var changed = await work.ExecuteAsync(
                $"""
                 update security_principals set password = {hash}, password_version = password_version + 1, password_until = null
                 where id = {owner.Id} and password_version = {owner.PasswordVersion} and is_disabled = 0
                 """, ct);
            if (changed == 0)
                return SecurityFaults.BadCredentials();
            await TokenStore.EndLoginsAsync(work, owner.Id, keptLogin, ct);
            work.Tell(Told(SecurityKinds.PasswordChanged, owner, owner.Name, new { name = owner.Name }));
            return null;
        }, ct);
    }

    private Task<Result<Principal>> DecideAsync(string user, Func<Principal, Result<Principal>> decide, string by, CancellationToken ct) =>
        database.WriteAsync<Result<Principal>>(async work =>
        {
            await PrincipalStore.LockAsync(work, ct);
            if (await PrincipalStore.FindAsync(work, user, ct) is not { } before)
                return SecurityFaults.NoSuchUser(user);
            if (!decide(before).TryGet(out var after, out var fault))
                return fault;
            if (before.RefuseToBecome(after, await PrincipalStore.CountAdministratorsAsync(work, before.Id, ct)) is { } refusal)
                return refusal;
            await PrincipalStore.SaveAsync(work, after, ct);
            // Grants are read with every request, so less of them needs no token to end; the other two do.
            if (after.PasswordVersion != before.PasswordVersion)
                await TokenStore.EndAllAsync(work, after.Id, ct);
            TellOf(work, before, after, by);
            return after;
        }, ct);

    private static Principal WithPassword(Principal principal, string hash) =>
        principal with { Password = hash, PasswordVersion = principal.PasswordVersion + 1, PasswordUntil = null };

    private static void TellOf(UnitOfWork work, Principal before, Principal after, string by)
    {
        if (before.IsDisabled != after.IsDisabled)
            work.Tell(Told(after.IsDisabled ? SecurityKinds.UserDisabled : SecurityKinds.UserEnabled, after, by, new { name = after.Name }));
        var (was, isNow) = (GrantText.Write(before.Grants), GrantText.Write(after.Grants));
        if (was != isNow)
            work.Tell(Told(SecurityKinds.GrantsChanged, after, by, new { name = after.Name, before = was, after = isNow }));
        if (before.Password != after.Password)
            work.Tell(Told(SecurityKinds.PasswordChanged, after, by, new { name = after.Name }));
    }

    private static Entry Told(EntryKind kind, Principal user, string by, object data) =>
        Entry.Of(kind, Scope.Everywhere, $"users/{user.Name}", by, data);
}
