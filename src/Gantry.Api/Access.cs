using System.Text.Json.Serialization;

namespace Gantry.Api;

/// <summary>A role in a mission and an environment; null means any.</summary>
public sealed record GrantView(string Role, string? Mission, string? Environment);

/// <summary>Who the caller is and what it may do.</summary>
public sealed record MeView(Guid Id, string Name, string Kind, IReadOnlyList<GrantView> Grants, IReadOnlyList<GrantView>? LimitedTo, DateTimeOffset? ExpiresAt);

/// <summary>A person or a service account.</summary>
public sealed record UserView(Guid Id, string Name, string Kind, bool IsDisabled, DateTimeOffset CreatedAt, DateTimeOffset? LastSeenAt, IReadOnlyList<GrantView> Grants);

/// <summary>A new person (<c>person</c>) or service account (<c>service</c>); without a password one is made up and told once.</summary>
public sealed record CreateUser(string Name, string Kind = "person", string? Password = null, IReadOnlyList<GrantView>? Grants = null);

/// <summary>A user just made, with the secret that is shown this one time where one was made up.</summary>
public sealed record CreatedUser(UserView User, string? Secret);

/// <summary>What is to change of a user; what is null stays.</summary>
public sealed record ChangeUser(bool? IsDisabled = null, IReadOnlyList<GrantView>? Grants = null, string? Password = null);

/// <summary>A new password for oneself.</summary>
public sealed record ChangePassword(string Current, string New);

/// <summary>A personal token to be made: its name, how long it lives, and what it is limited to.</summary>
public sealed record CreateToken(string Name, int ExpiresInDays = 90, IReadOnlyList<GrantView>? LimitedTo = null);

/// <summary>A personal token as its owner sees it; never the token itself.</summary>
public sealed record TokenView(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, IReadOnlyList<GrantView>? LimitedTo);

/// <summary>A token just made; the secret is shown this one time.</summary>
public sealed record CreatedToken(TokenView Token, string Secret);

/// <summary>What the token endpoint is sent, form-encoded (RFC 6749); client and secret may come by HTTP Basic instead.</summary>
public sealed record TokenRequest(
    [property: JsonPropertyName("grant_type")] string GrantType,
    [property: JsonPropertyName("username")] string? Username = null,
    [property: JsonPropertyName("password")] string? Password = null,
    [property: JsonPropertyName("refresh_token")] string? RefreshToken = null,
    [property: JsonPropertyName("scope")] string? Scope = null,
    [property: JsonPropertyName("client_id")] string? ClientId = null,
    [property: JsonPropertyName("client_secret")] string? ClientSecret = null);

/// <summary>A token to be ended, form-encoded (RFC 7009).</summary>
public sealed record RevocationRequest([property: JsonPropertyName("token")] string Token);

/// <summary>The answer of the token endpoint (RFC 6749).</summary>
public sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("refresh_token")] string? RefreshToken,
    [property: JsonPropertyName("refresh_expires_in")] int? RefreshExpiresIn);

/// <summary>A refusal of the token endpoint (RFC 6749), with the stable code that all refusals have.</summary>
public sealed record TokenRefusal(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string ErrorDescription,
    [property: JsonPropertyName("code")] string? Code = null);

/// <summary>A log-in for the browser; the session itself is a cookie.</summary>
public sealed record LogIn(string Name, string Password);

/// <summary>The browser's session: what it must send back as <c>X-Gantry-Csrf</c> with every change.</summary>
public sealed record SessionView(string CsrfToken, DateTimeOffset ExpiresAt, MeView Me);

/// <summary>Keeps a search of a room of the portal.</summary>
/// <param name="Room"><c>products</c> or <c>query</c>.</param>
/// <param name="Name">What it is called; null to only remember it among the last ones.</param>
/// <param name="Query">What stands behind the question mark of its address.</param>
public sealed record SaveSearchRequest(string Room, string Mission, string Environment, string? Name, string Query);

/// <summary>A search that somebody keeps.</summary>
public sealed record SearchView(Guid Id, string Room, string Mission, string Environment, string? Name, string Query, DateTimeOffset KeptAt);

/// <summary>An external issuer by which one can log in to the portal.</summary>
/// <param name="Address">Where to go for it.</param>
public sealed record LoginIssuerView(string Name, string Address);
