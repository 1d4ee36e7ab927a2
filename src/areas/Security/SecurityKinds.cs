namespace Gantry.Security;

/// <summary>The journal entries of this area.</summary>
internal static class SecurityKinds
{
    public static readonly EntryKind AdministratorCreated = new("security.administrator_created", "the first administrator was created at start, with an initial secret");
    public static readonly EntryKind InitialSecretRenewed = new("security.initial_secret_renewed", "the first administrator's initial secret had run out unused and was made anew at start");
    public static readonly EntryKind UserCreated = new("security.user_created", "a person, a service account or an external principal was added");
    public static readonly EntryKind UserDisabled = new("security.user_disabled", "a user was disabled, and all its tokens ended");
    public static readonly EntryKind UserEnabled = new("security.user_enabled", "a disabled user was enabled again");
    public static readonly EntryKind GrantsChanged = new("security.grants_changed", "a user's grants were changed; says before and after");
    public static readonly EntryKind PasswordChanged = new("security.password_changed", "a password was changed, by its owner or by an administrator");
    public static readonly EntryKind TokenCreated = new("security.token_created", "a personal token was made");
    public static readonly EntryKind TokenRevoked = new("security.token_revoked", "a personal token was revoked, with those that were made with it");
    public static readonly EntryKind LoginSucceeded = new("security.login_succeeded", "somebody logged in with a password, in the portal or for a token");
    public static readonly EntryKind LoginFailed = new("security.login_failed", "a log-in failed; says the name that was tried and the address it came from");
    public static readonly EntryKind LoginsFailed = new("security.logins_failed", "many log-ins failed within a minute; says how many, and some of the names and addresses");
    public static readonly EntryKind RefreshReused = new("security.refresh_reused", "a refresh token was used twice, so somebody may have stolen it; its whole family was revoked");
    public static readonly EntryKind SecretSet = new("security.secret_set", "a secret of an environment was set or replaced; says its name and version, never its value");
    public static readonly EntryKind SecretDeleted = new("security.secret_deleted", "a secret of an environment was deleted");

    public static IReadOnlyList<EntryKind> All { get; } =
    [
        AdministratorCreated, InitialSecretRenewed, UserCreated, UserDisabled, UserEnabled, GrantsChanged, PasswordChanged,
        TokenCreated, TokenRevoked, LoginSucceeded, LoginFailed, LoginsFailed, RefreshReused, SecretSet, SecretDeleted,
    ];
}
