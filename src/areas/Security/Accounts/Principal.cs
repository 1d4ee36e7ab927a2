namespace Gantry.Security;

/// <summary>What kind of somebody a principal is.</summary>
internal enum PrincipalKind
{
    /// <summary>A human being with a password here.</summary>
    Person,

    /// <summary>A program with a secret here.</summary>
    Service,

    /// <summary>Somebody an external issuer vouches for: no password here, and grants from each token.</summary>
    External,
}

/// <summary>Somebody who can log in.</summary>
/// <param name="Password">The hash with its parameters; null where there is none.</param>
/// <param name="PasswordVersion">Grows with every change of the password.</param>
/// <param name="PasswordUntil">When an initial secret runs out; null for a password of the owner's own.</param>
internal sealed record Principal(
    Guid Id, PrincipalKind Kind, string Name, string? Password, long PasswordVersion, DateTimeOffset? PasswordUntil,
    bool IsDisabled, DateTimeOffset CreatedAt, DateTimeOffset? LastSeenAt, IReadOnlyList<Grant> Grants)
{
    /// <summary>Whether this one can give rights to everybody, itself included.</summary>
    public bool IsAdministrator =>
        !IsDisabled && Kind != PrincipalKind.External && Grants.Any(g => g is { Role: Role.Administrator, Mission: null, Environment: null });

    /// <summary>Whether this one may use what it has: its password and the tokens got with it.</summary>
    public bool IsWelcome(DateTimeOffset now) => !IsDisabled && (PasswordUntil is not { } until || now < until);

    /// <summary>
    /// Whether a change is allowed: at least one enabled administrator must be left, or nobody could let anybody in again.
    /// </summary>
    public Fault? RefuseToBecome(Principal next, long otherAdministrators) =>
        IsAdministrator && !next.IsAdministrator && otherAdministrators == 0 ? SecurityFaults.LastAdministrator(Name) : null;
}
