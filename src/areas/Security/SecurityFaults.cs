using System.Globalization;

namespace Gantry.Security;

/// <summary>Every refusal of this area.</summary>
internal static class SecurityFaults
{
    // Who is calling. One message for every way a name and password can be wrong: it must not help to find names.
    public static Fault BadCredentials() => new(FaultKind.Unknown, "access.bad_credentials",
        "The name or the password is not right.");

    public static Fault SlowDown(TimeSpan wait) => new(FaultKind.Exhausted, "access.slow_down",
        $"Too many log-ins failed for this name or from this address. Try again in {Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)} s.")
    { RetryAfter = wait };

    public static Fault Busy() => new(FaultKind.Exhausted, "access.busy",
        "Too many passwords are being checked just now. Try again in a moment, and keep the token you get.")
    { RetryAfter = TimeSpan.FromSeconds(1) };

    public static Fault BadAuthorization(string why) => new(FaultKind.Unknown, "access.bad_authorization",
        $"The Authorization header cannot be read: {why}. Send 'Bearer' and a token, or 'Basic' and name:password in Base64.");

    public static Fault BadToken() => new(FaultKind.Unknown, "access.bad_token",
        "This token is not good: it has expired, was revoked, or never was. Log in again for a new one.");

    public static Fault TokenRefused(string why) => new(FaultKind.Unknown, "access.token_refused",
        $"This token of an external issuer is refused: {why}.");

    public static Fault TokenExpired() => new(FaultKind.Unknown, "access.token_expired",
        "This token has expired. Get a new one from its issuer.");

    public static Fault IssuerUnreachable(string name) => new(FaultKind.Unavailable, "access.issuer_unreachable",
        $"The keys of the issuer '{name}' cannot be fetched just now, so its tokens cannot be checked.")
    { RetryAfter = TimeSpan.FromSeconds(30) };

    public static Fault SessionEnded() => new(FaultKind.Unknown, "access.session_ended",
        "This session has ended. Log in again.");

    public static Fault ForgedRequest(string why) => new(FaultKind.Denied, "access.csrf",
        $"A change by session cookie must come from the portal itself: {why}. Programs use a token instead.");

    // People and their rights.
    public static Fault NoSuchUser(string user) => new(FaultKind.Missing, "security.no_such_user",
        $"There is no user '{user}'. Users are named by their name or their id.");

    public static Fault BadUser(string why) => new(FaultKind.Invalid, "security.bad_user", Sentence(why));

    public static Fault NameTaken(string name) => new(FaultKind.Conflict, "security.name_taken",
        $"There is a user '{name}' already, perhaps a disabled one. Choose another name, or change that user.");

    public static Fault BadGrant(string why) => new(FaultKind.Invalid, "security.bad_grant", Sentence(why));

    public static Fault BadPassword(string why) => new(FaultKind.Invalid, "security.bad_password", Sentence(why));

    public static Fault LastAdministrator(string name) => new(FaultKind.Conflict, "security.last_administrator",
        $"{name} is the last enabled administrator of the platform. Make somebody else administrator first.");

    public static Fault ExternalUser(string name) => new(FaultKind.Conflict, "security.external_user",
        $"{name} comes from an external issuer, which alone keeps its password and roles. Here it can only be disabled and enabled.");

    // Tokens.
    public static Fault BadTokenRequest(string why) => new(FaultKind.Invalid, "security.bad_token_request", Sentence(why));

    public static Fault BroaderToken(Grant grant) => new(FaultKind.Denied, "security.broader_token",
        $"A token cannot be made for {GrantText.Write(grant)}: it may not do more than whoever makes it, nor more than the token it is made with.");

    public static Fault TooManyTokens(int limit) => new(FaultKind.Conflict, "security.too_many_tokens",
        $"There are {limit} personal tokens already. Revoke some that are no longer used.");

    public static Fault NoSuchToken(Guid id) => new(FaultKind.Missing, "security.no_such_token",
        $"You have no personal token {id}. GET /api/v1/me/tokens lists them.");

    public static Fault NotWithThisToken(string what) => new(FaultKind.Denied, "security.not_with_this_token",
        $"This cannot be done with a personal or narrowed token: {what}. Log in with the password instead.");

    public static Fault NoSession() => new(FaultKind.Missing, "security.no_session",
        "This request did not come with a session cookie. POST /api/v1/session makes a session; programs need none.");

    // Searches.
    public static Fault BadSearch(string why) => new(FaultKind.Invalid, "security.bad_search", Sentence(why));

    public static Fault NoSuchSearch(Guid id) => new(FaultKind.Missing, "security.no_such_search",
        $"You have no search {id}. GET /api/v1/me/searches lists them.");

    public static Fault TooManySearches(int most) => new(FaultKind.Conflict, "security.too_many_searches",
        $"You have saved {most} searches, which is the most. Forget some that you no longer use.");

    // Secrets.
    public static Fault BadSecret(string why) => new(FaultKind.Invalid, "security.bad_secret", Sentence(why));

    public static Fault NoSuchSecret(string name, string mission, string environment) => new(FaultKind.Missing, "security.no_such_secret",
        $"{mission}/{environment} has no secret '{name}'. GET /api/v1/missions/{mission}/environments/{environment}/secrets lists them.");

    // The token endpoint: what follows the dot is the error of RFC 6749.
    public static Fault InvalidRequest(string why) => new(FaultKind.Invalid, "oauth.invalid_request", Sentence(why));

    public static Fault InvalidGrant(string why) => new(FaultKind.Invalid, "oauth.invalid_grant", why);

    public static Fault InvalidClient() => new(FaultKind.Unknown, "oauth.invalid_client", "The client or its secret is not right.");

    public static Fault UnauthorizedClient(string name) => new(FaultKind.Invalid, "oauth.unauthorized_client",
        $"{name} is not a service account. People use the password grant.");

    public static Fault UnsupportedGrantType(string type) => new(FaultKind.Invalid, "oauth.unsupported_grant_type",
        $"There is no grant type '{type}'; there are password, client_credentials and refresh_token.");

    public static Fault InvalidScope(string why) => new(FaultKind.Invalid, "oauth.invalid_scope", Sentence(why));

    private static string Sentence(string why) => char.ToUpperInvariant(why[0]) + why[1..] + (why.EndsWith('.') ? "" : ".");
}
