namespace Gantry.Web;

/// <summary>Refusals that belong to the edge itself.</summary>
public static class WebFaults
{
    public static Fault NotSignedIn() => new(FaultKind.Unknown, "access.not_signed_in",
        "Nobody is signed in. Send a bearer token (POST /oauth2/token gives one), or a name and password by HTTP Basic.");

    public static Fault Denied(Caller caller, Act act, Scope scope) => new(FaultKind.Denied, "access.denied",
        $"{caller.Name} may not {act.Meaning} in {scope}. It takes one of the roles {RolesOf(act)} there; an administrator can grant it.");

    public static Fault DeniedEverywhere(Caller caller, Act act) => new(FaultKind.Denied, "access.denied",
        $"{caller.Name} may not {act.Meaning} anywhere. It takes one of the roles {RolesOf(act)}; an administrator can grant it.");

    public static Fault NoSuchEnvironment(string name) => new(FaultKind.Missing, "web.no_such_environment",
        $"There is no environment '{name}'; there are {string.Join(", ", Rungs.All)}.");

    public static Fault NoSuchPage(string after) => new(FaultKind.Invalid, "web.bad_page",
        $"'{after}' is not a place in this list; use the 'next' of the page before, or leave it out.");

    public static Fault NoSuchAddress(string method, string path) => new(FaultKind.Missing, "web.no_such_address",
        $"There is nothing at {method} {path}. The API is described at /openapi/v1.json.");

    public static Fault TooLargeToLookAt(string name, long most) => new(FaultKind.Invalid, "web.too_large_to_look_at",
        $"'{name}' has more than {most >> 20} MiB, which is too much for a quick look; download it.");

    public static Fault NothingToLookAt(string name) => new(FaultKind.Invalid, "web.nothing_to_look_at",
        $"'{name}' is neither a picture (SVG, PNG, JPEG, GIF, WebP) nor a text; download it.");

    public static Fault StateUnavailable(string detail) =>
        new(FaultKind.Unavailable, "web.state_unavailable", detail) { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Fault SecretUnreadable(string detail) => new(FaultKind.Unavailable, "web.secret_unreadable", detail);

    public static Fault LakeFull(string detail) =>
        new(FaultKind.Unavailable, "lake.full", detail) { RetryAfter = TimeSpan.FromSeconds(60) };

    private static string RolesOf(Act act) => string.Join(", ", act.Roles.Select(r => r.ToString().ToLowerInvariant()));
}
