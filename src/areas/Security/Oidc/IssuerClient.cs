namespace Gantry.Security;

/// <summary>What the portal is at an issuer: people log in there and come back.</summary>
/// <param name="Id">The client's id, which the issuer's identity tokens are made for.</param>
/// <param name="Secret">The client's secret; null where the issuer gave none.</param>
/// <param name="Scope">What is asked for.</param>
internal sealed record IssuerClient(string Id, string? Secret, string Scope)
{
    public const string DefaultScope = "openid";

    public static IssuerClient? From(Settings settings, string name) => settings.FindNamed($"oidc.{name}.client-id") is { } id
        ? new(id, settings.FindNamed($"oidc.{name}.client-secret"), settings.FindNamed($"oidc.{name}.scope") ?? DefaultScope)
        : null;
}
