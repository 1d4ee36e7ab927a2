using Gantry.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gantry.Security;

/// <summary>Who may come in and what they may do: users, grants, passwords, tokens, sessions, external issuers.</summary>
public static class SecurityArea
{
    private static readonly TimeSpan _issuerPatience = TimeSpan.FromSeconds(5);

    /// <summary>What this area brings to the house.</summary>
    public static Area Describe { get; } = new(
        "security", SecurityOptions.Settings, new SchemaSource("security", typeof(SecurityArea).Assembly), SecurityKinds.All);

    public static IServiceCollection AddSecurity(this IServiceCollection services, Settings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new Node($"{Environment.MachineName}-{Guid.CreateVersion7():N}"));
        services.TryAddSingleton(new LeaseOptions());
        services.TryAddSingleton<Leases>();
        services.AddMetrics();
        services.AddSingleton(SecurityOptions.From(settings));
        services.AddSingleton<SecurityMetrics>();

        services.AddSingleton<PrincipalStore>();
        services.AddSingleton<UserBook>();
        services.AddSingleton<SeenBook>();
        services.AddSingleton<IStartStep, FirstAdministrator>();
        services.AddHostedService<BookKeeper>();

        services.AddSingleton(s => new PasswordHasher(s.GetRequiredService<SecurityOptions>().PasswordIterations, s.GetRequiredService<SecurityMetrics>()));
        services.AddSingleton<RememberedPasswords>();
        services.AddSingleton<LoginThrottle>();
        services.AddSingleton<FailureBook>();
        services.AddSingleton<LoginCheck>();

        services.AddSingleton<SearchStore>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<TokenDesk>();
        services.AddSingleton<PersonalTokens>();
        services.AddHostedService<TokenSweeper>();

        services.AddSingleton(s => SealKeys.Open(s.GetRequiredService<SecurityOptions>().SecretsKeyFile));
        services.AddSingleton<Sealing>();
        services.AddSingleton<SecretStore>();
        services.AddSingleton<ISecrets>(s => s.GetRequiredService<SecretStore>());
        services.AddSingleton<SealCheck>();
        services.AddSingleton<IStartStep>(s => s.GetRequiredService<SealCheck>());

        services.AddHttpClient(IssuerKeys.ClientName, client =>
            {
                client.Timeout = _issuerPatience;
                client.MaxResponseContentBufferSize = IssuerKeys.LargestAnswer;
            })
            // A redirect could lead from a checked address to an unchecked one.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = _issuerPatience });
        services.AddSingleton<ExternalCallers>();
        services.AddSingleton<IssuerDoors>();
        services.AddSingleton<ExternalSessions>();
        services.AddSingleton<ICallerSource, CallerSource>();
        services.AddSingleton<IStandingRights, StandingRights>();
        return services;
    }

    public static IEndpointRouteBuilder MapSecurity(this IEndpointRouteBuilder routes)
    {
        routes.MapOAuth();
        routes.MapMe();
        routes.MapMySearches();
        routes.MapUsers();
        routes.MapSession();
        routes.MapExternalLogin();
        routes.MapSecrets();
        return routes;
    }
}
