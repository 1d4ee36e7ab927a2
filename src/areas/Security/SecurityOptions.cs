using System.Globalization;

namespace Gantry.Security;

/// <summary>What the configuration says about log-ins and tokens.</summary>
internal sealed record SecurityOptions
{
    public const int LeastIterations = 210_000;

    /// <summary>How long an access token is good.</summary>
    public TimeSpan AccessLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a refresh token is good.</summary>
    public TimeSpan RefreshLifetime { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How long a browser session is good.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How many rounds of PBKDF2-SHA512 a password is hashed with.</summary>
    public int PasswordIterations { get; init; } = LeastIterations;

    /// <summary>The first administrator's secret, when automation chooses it; null to make one up.</summary>
    public string? InitialSecret { get; init; }

    /// <summary>The external issuers that are trusted.</summary>
    public IReadOnlyList<IssuerOptions> Issuers { get; init; } = [];

    /// <summary>How much an issuer's clock may differ from this one.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The file with the keys that secrets are sealed with.</summary>
    public string SecretsKeyFile { get; init; } = "secrets.key";

    public static IReadOnlyList<Setting> Settings { get; } =
    [
        new("access.token-lifetime", "10m", "how long an access token is good") { WrongWith = Lifetime },
        new("access.refresh-lifetime", "60m", "how long a refresh token is good") { WrongWith = Lifetime },
        new("access.session-lifetime", "12h", "how long a log-in to the portal is good") { WrongWith = Lifetime },
        new("access.password-iterations", LeastIterations.ToString(CultureInfo.InvariantCulture),
            "rounds of PBKDF2-SHA512 for passwords; a larger number reaches each password at its next log-in")
        { WrongWith = Checks.Number(LeastIterations, 10_000_000) },
        new("access.initial-secret", null, "the secret of the first administrator, for automation; without it one is made up and shown once at start")
        { IsSecret = true, WrongWith = PasswordRules.WrongWith },
        new("secrets.key-file", null, "the file with the keys that secrets are sealed with, shared by all nodes; secrets.key in the data folder, and made there, when left out"),
        new("oidc.{name}.issuer", null, "an external issuer of tokens, exactly as its tokens name it") { WrongWith = SecureUrl },
        new("oidc.{name}.audience", null, "the audience that the issuer's tokens must name"),
        new("oidc.{name}.roles-claim", IssuerOptions.DefaultRolesClaim, "the claim that lists role:mission:environment"),
        new("oidc.{name}.jwks", null, "where the issuer's keys are, when it has no /.well-known/openid-configuration") { WrongWith = SecureUrl },
        new("oidc.{name}.client-id", null, "what the portal is at the issuer; with it people log in to the portal by the issuer, which must know the address /api/v1/session/issuers/{name}/callback"),
        new("oidc.{name}.client-secret", null, "the portal's secret at the issuer, where it gave one") { IsSecret = true },
        new("oidc.{name}.scope", IssuerClient.DefaultScope, "what is asked of the issuer at a log-in to the portal"),
        new("oidc.clock-skew", "60s", "how much an external issuer's clock may differ, at most 10m") { WrongWith = Skew },
    ];

    public static SecurityOptions From(Settings settings) => new()
    {
        AccessLifetime = settings.Duration("access.token-lifetime"),
        RefreshLifetime = settings.Duration("access.refresh-lifetime"),
        SessionLifetime = settings.Duration("access.session-lifetime"),
        PasswordIterations = settings.Number("access.password-iterations"),
        InitialSecret = settings.Find("access.initial-secret"),
        SecretsKeyFile = settings.Find("secrets.key-file") ?? Path.Combine(settings.FindNamed("data.folder") ?? "", "secrets.key"),
        ClockSkew = settings.Duration("oidc.clock-skew"),
        Issuers = [.. settings.NamesUnder("oidc").Select(name => IssuerOptions.From(settings, name))],
    };

    private static string? Lifetime(string value) => Between(value, TimeSpan.FromSeconds(10), TimeSpan.FromDays(30), "10s to 30d");

    private static string? Skew(string value) => Between(value, TimeSpan.Zero, TimeSpan.FromMinutes(10), "0s to 10m");

    private static string? Between(string value, TimeSpan least, TimeSpan most, string range) =>
        !Durations.TryParse(value, out var span) ? Checks.Duration(value)
        : span < least || span > most ? $"is not in {range}"
        : null;

    private static string? SecureUrl(string value) =>
        Checks.Url(value) ?? (IssuerOptions.IsSecure(new Uri(value)) ? null : "is neither https nor on this machine");
}
