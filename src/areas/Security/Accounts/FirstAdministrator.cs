namespace Gantry.Security;

/// <summary>
/// Where there is no administrator, makes <c>admin</c> with an initial secret and shows it to whoever started the server.
/// The secret is good for a day; an unused one that ran out is made anew at the next start, or nobody could ever get in.
/// </summary>
internal sealed class FirstAdministrator(IDatabase database, PasswordHasher hasher, SecurityOptions options, TimeProvider clock) : IStartStep
{
    public const string Name = "admin";

    private static readonly TimeSpan _initialLifetime = TimeSpan.FromHours(24);

    private enum Outcome
    {
        Unneeded,
        Created,
        Renewed,
    }

    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken ct)
    {
        // Looked at before the hash, which takes a while that every start would pay for.
        if (await database.ReadAsync(session => NeedAsync(session, ct), ct) == Outcome.Unneeded)
            return [];
        var secret = options.InitialSecret ?? PasswordRules.MakeUp();
        var hash = await hasher.HashAsync(secret);
        var outcome = await database.WriteAsync(work => MakeAsync(work, hash, ct), ct);
        if (outcome == Outcome.Unneeded)
            return [];
        var shown = options.InitialSecret is null ? secret : "(the one in access.initial-secret)";
        return
        [
            outcome == Outcome.Created
                ? "There was no administrator, so one was made. This is shown once:"
                : "The administrator's initial secret had run out, so there is a new one. This is shown once:",
            $"  name    {Name}",
            $"  secret  {shown}",
            "  It is good for 24 hours. Choose a password of your own before that, by PUT /api/v1/me/password.",
        ];
    }

    private async Task<Outcome> NeedAsync(Session session, CancellationToken ct)
    {
        var first = await PrincipalStore.FindAsync(session, Name, ct);
        if (await PrincipalStore.CountAdministratorsAsync(session, first?.Id ?? Guid.Empty, ct) > 0)
            return Outcome.Unneeded;
        if (first is null)
            return Outcome.Created;
        return first.IsAdministrator && first.PasswordUntil is { } until && until <= clock.GetUtcNow() ? Outcome.Renewed : Outcome.Unneeded;
    }

    private async Task<Outcome> MakeAsync(UnitOfWork work, string hash, CancellationToken ct)
    {
        // Several nodes may start at once on one database; the first makes it and shows it, the others find it.
        await PrincipalStore.LockAsync(work, ct);
        var need = await NeedAsync(work, ct);
        var until = clock.GetUtcNow() + _initialLifetime;
        switch (need)
        {
            case Outcome.Created:
                var first = new Principal(
                    Guid.CreateVersion7(), PrincipalKind.Person, Name, hash, 1, until, false, clock.GetUtcNow(), null,
                    [new Grant(Role.Administrator, null, null)]);
                if (!await PrincipalStore.AddAsync(work, first, ct))
                    return Outcome.Unneeded;
                work.Tell(Entry.Of(SecurityKinds.AdministratorCreated, Scope.Everywhere, $"users/{Name}", "gantry", new { name = Name, until }));
                break;
            case Outcome.Renewed:
                var stale = (await PrincipalStore.FindAsync(work, Name, ct))!;
                await PrincipalStore.SaveAsync(work, stale with { Password = hash, PasswordVersion = stale.PasswordVersion + 1, PasswordUntil = until }, ct);
                work.Tell(Entry.Of(SecurityKinds.InitialSecretRenewed, Scope.Everywhere, $"users/{Name}", "gantry", new { name = Name, until }));
                break;
        }
        return need;
    }
}
