using Gantry.Api;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Gantry.Security;

/// <summary>The portal's log-in by external issuers: there and back, with a code that only this server can use.</summary>
internal static partial class ExternalLoginEndpoints
{
    public static void MapExternalLogin(this IEndpointRouteBuilder routes)
    {
        var issuers = routes.MapGroup("/api/v1/session/issuers").WithTags("Access");
        // Open, because nobody is known before having logged in.
        issuers.MapGet("", List).OpenToAnybody().WithName("ListLoginIssuers").WithSummary("The external issuers by which one can log in to the portal.");
        issuers.MapGet("{issuer}", BeginAsync).OpenToAnybody().WithName("BeginExternalLogin").WithSummary("Go to an issuer to log in; 'to' is the page to come back to.");
        issuers.MapGet("{issuer}/callback", EndAsync).OpenToAnybody().WithName("EndExternalLogin").WithSummary("Where an issuer sends the browser back to.");
    }

    private static Ok<Page<LoginIssuerView>> List(SecurityOptions options) =>
        TypedResults.Ok(new Page<LoginIssuerView>([.. options.Issuers.Where(i => i.Client is not null).Select(i => new LoginIssuerView(i.Name, $"/api/v1/session/issuers/{i.Name}"))], null));

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> BeginAsync(
        string issuer, string? to, SecurityOptions options, IssuerDoors doors, ISecrets secrets, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        http.NeverStore();
        if (Find(options, issuer) is not { Client: { } client } found)
            return LoginFaults.NoSuchIssuer(issuer).ToProblem();
        if (!(await doors.FindAsync(found, ct)).TryGet(out var addresses, out var fault))
            return http.Problem(fault);
        var begun = BegunLogin.Of(issuer, to, clock.GetUtcNow());
        await begun.LeaveAsync(http, secrets, ct);
        var query = new QueryBuilder
        {
            { "response_type", "code" }, { "client_id", client.Id }, { "redirect_uri", ComeBackTo(http, issuer) }, { "scope", client.Scope },
            { "state", begun.State }, { "nonce", begun.Nonce }, { "code_challenge", begun.Challenge }, { "code_challenge_method", "S256" },
        };
        return TypedResults.Redirect($"{addresses.Authorize}{(addresses.Authorize.Query.Length > 0 ? $"&{query.ToString()[1..]}" : query.ToString())}");
    }

    private static async Task<RedirectHttpResult> EndAsync(
        string issuer, string? code, string? state, SecurityOptions options, IssuerDoors doors, ExternalCallers external, ExternalSessions sessions, ISecrets secrets, TimeProvider clock,
        ILogger<ExternalSessions> log, HttpContext http, CancellationToken ct)
    {
        http.NeverStore();
        var begun = BegunLogin.Take(http, secrets, state, clock.GetUtcNow());
        var ended = begun is null || begun.Issuer != issuer || Find(options, issuer) is not { } found ? LoginFaults.NotBegunHere()
            : string.IsNullOrEmpty(code) ? LoginFaults.RefusedByIssuer(issuer)
            : await SignInAsync(found, begun, code);
        if (ended.TryGet(out var signIn, out var fault))
        {
            await sessions.BeginAsync(signIn, issuer, http, ct);
            return TypedResults.LocalRedirect(begun!.To);
        }
        LogRefused(log, issuer, http.RemoteAddress(), fault.Message);
        // The page says it in its own words: an address must not put any into its mouth.
        return TypedResults.LocalRedirect($"/?refused={Uri.EscapeDataString(fault.Code)}");

        async Task<Result<SignIn>> SignInAsync(IssuerOptions at, BegunLogin login, string given)
        {
            if (!(await doors.FindAsync(at, ct)).TryGet(out var addresses, out var unreachable))
                return unreachable;
            return (await doors.TradeAsync(at, addresses.Token, given, login.Verifier, ComeBackTo(http, issuer), ct)).TryGet(out var token, out var refused)
                ? await external.LogInAsync(token, at, login.Nonce, ct)
                : refused;
        }
    }

    private static IssuerOptions? Find(SecurityOptions options, string name) => options.Issuers.FirstOrDefault(i => i.Name == name && i.Client is not null);

    private static string ComeBackTo(HttpContext http, string issuer) => $"{http.Request.Scheme}://{http.Request.Host}/api/v1/session/issuers/{issuer}/callback";

    [LoggerMessage(7205, LogLevel.Warning, "A log-in by the issuer {Issuer} from {Address} was refused: {Why}")]
    private static partial void LogRefused(ILogger log, string issuer, string address, string why);
}
