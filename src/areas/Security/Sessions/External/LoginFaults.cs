namespace Gantry.Security;

/// <summary>What a log-in at an external issuer is refused for.</summary>
internal static class LoginFaults
{
    public static Fault NoSuchIssuer(string name) => new(FaultKind.Missing, "access.no_such_issuer",
        $"Nobody logs in to the portal by an issuer '{name}' here. It takes its oidc.{name}.issuer and oidc.{name}.client-id in the settings.");

    public static Fault IssuerUnreachable(string name) => new(FaultKind.Unavailable, "access.login_issuer_unreachable",
        $"The issuer '{name}' cannot be reached just now, so nobody can log in by it. Try again in a moment.")
    { RetryAfter = TimeSpan.FromSeconds(30) };

    public static Fault NotBegunHere() => new(FaultKind.Unknown, "access.login_not_begun",
        "This log-in was not begun in this browser, or longer ago than ten minutes. Begin it again.");

    public static Fault RefusedByIssuer(string name) => new(FaultKind.Unknown, "access.login_refused",
        $"The issuer '{name}' did not let you in.");

    public static Fault NotTraded(string name) => new(FaultKind.Unknown, "access.login_not_confirmed",
        $"The issuer '{name}' did not confirm the log-in. Begin it again; the server's log says what it answered.");
}
