namespace Gantry.Security;

/// <summary>An external issuer that is trusted, and for what.</summary>
/// <param name="Name">Its short name in the configuration; the names of its people begin with it.</param>
/// <param name="Issuer">Exactly what its tokens say in <c>iss</c>.</param>
/// <param name="Audience">What its tokens must say in <c>aud</c>.</param>
/// <param name="RolesClaim">The claim that lists the roles.</param>
/// <param name="KeysAddress">Where its keys are; null to ask its discovery document.</param>
internal sealed record IssuerOptions(string Name, string Issuer, string Audience, string RolesClaim, Uri? KeysAddress)
{
    public const string DefaultRolesClaim = "gantry_roles";

    /// <summary>What the portal is at it; null where people do not log in to the portal by it.</summary>
    public IssuerClient? Client { get; init; }

    public static IssuerOptions From(Settings settings, string name) => new(
        name,
        settings.FindNamed($"oidc.{name}.issuer") ?? throw Incomplete(name, "issuer"),
        settings.FindNamed($"oidc.{name}.audience") ?? throw Incomplete(name, "audience"),
        settings.FindNamed($"oidc.{name}.roles-claim") ?? DefaultRolesClaim,
        settings.FindNamed($"oidc.{name}.jwks") is { } address ? new Uri(address) : null)
    { Client = IssuerClient.From(settings, name) };

    /// <summary>Whether keys fetched from there are the issuer's: over TLS, or from this very machine.</summary>
    public static bool IsSecure(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    private static SettingsRefusedException Incomplete(string name, string missing) =>
        new($"The issuer '{name}' has no oidc.{name}.{missing}; without it no token of its can be judged. Set it, or leave all of oidc.{name} out.");
}
