using System.Net;
using System.Net.Http.Headers;
using Gantry.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gantry.Server.Tests.Policies;

public sealed class EndpointPolicyTests(SqliteHouse fixture) : IClassFixture<SqliteHouse>
{
    private readonly House _house = fixture.House;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IEnumerable<RouteEndpoint> Endpoints =>
        _house.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static IEnumerable<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    [Fact]
    public void Every_endpoint_has_exactly_one_policy()
    {
        Assert.True(Endpoints.Count() > 30, "The walk over the endpoints finds nothing any more.");
        Assert.All(Endpoints, endpoint => Assert.Single(endpoint.Metadata.GetOrderedMetadata<Policy>()));
    }

    [Fact]
    public void What_anybody_may_call_is_a_short_known_list() =>
        Assert.Equal(
            ["/", "/access/{**rest}", "/api/v1/session", "/api/v1/session/issuers", "/api/v1/session/issuers/{issuer}", "/api/v1/session/issuers/{issuer}/callback", "/api/v1/version", "/assets/{name}", "/completeness/{**rest}", "/health/live", "/health/ready", "/hooks/{mission}/{environment}/{pipeline}",
             "/journal/{**rest}", "/oauth2/revoke", "/oauth2/token", "/openapi/{documentName}.json", "/products/{**rest}", "/query/{**rest}", "/releases/{**rest}", "/runs/{**rest}", "/telemetry/{**rest}", "/token", "/traffic/{**rest}"],
            Endpoints.Where(e => e.Metadata.GetMetadata<Policy>()!.Reach == Reach.Anybody)
                .Select(e => "/" + e.RoutePattern.RawText!.Trim('/')).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_other_endpoint_refuses_a_stranger()
    {
        using var stranger = _house.Client(null, null);
        foreach (var endpoint in Endpoints.Where(e => e.Metadata.GetMetadata<Policy>()!.Reach != Reach.Anybody))
        {
            foreach (var method in MethodsOf(endpoint))
            {
                using var request = new HttpRequestMessage(new(method), Address(endpoint, "demo", "ops"));
                var answer = await stranger.SendAsync(request, Ct);
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {endpoint.RoutePattern.RawText} answered {answer.StatusCode}.");
            }
        }
    }

    // The whole matrix: every endpoint that names its scope in its address, every role, in its own environment, in
    // another one, and in another mission.
    [Fact]
    public async Task Every_role_may_exactly_what_its_acts_say_and_only_where_it_was_granted()
    {
        var asked = 0;
        foreach (var role in Enum.GetValues<Role>())
        {
            var name = role.ToString().ToLowerInvariant();
            using var user = await _house.UserAsync("matrix-" + name, name, "demo", "ops");
            foreach (var endpoint in Endpoints.Where(e => e.Metadata.GetMetadata<Policy>() is { Act: not null, Reach: Reach.Address }))
            {
                var act = endpoint.Metadata.GetMetadata<Policy>()!.Act!;
                foreach (var (mission, environment) in new[] { ("demo", "ops"), ("demo", "dev"), ("other", "ops") })
                {
                    foreach (var method in MethodsOf(endpoint))
                    {
                        var scope = ScopeOf(endpoint, mission, environment);
                        var may = new Grant(role, "demo", "ops").Covers(scope) && act.Roles.Contains(role);
                        using var request = new HttpRequestMessage(new(method), Address(endpoint, mission, environment));
                        request.Content = method is "POST" or "PUT" ? new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } : null;
                        using var answer = await user.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
                        Assert.True((answer.StatusCode == HttpStatusCode.Forbidden) == !may,
                            $"{name} of demo/ops: {method} {Address(endpoint, mission, environment)} ({act.Name}) answered {answer.StatusCode}, and it {(may ? "may" : "may not")}.");
                        asked++;
                    }
                }
            }
        }
        Assert.True(asked > 200, $"Only {asked} combinations were asked.");
    }

    [Fact]
    public async Task What_is_nowhere_is_404_in_the_same_form()
    {
        var answer = await _house.Admin.GetAsync("/api/v1/nothing", Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("web.no_such_address", await answer.CodeAsync());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _house.Admin.PatchAsync("/api/v1/missions", null, Ct)).StatusCode);
    }

    private static Scope ScopeOf(RouteEndpoint endpoint, string mission, string environment) => new(
        endpoint.RoutePattern.GetParameter("mission") is null ? null : mission,
        endpoint.RoutePattern.GetParameter("environment") is null ? null : environment);

    private static string Address(RouteEndpoint endpoint, string mission, string environment)
    {
        var address = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        foreach (var parameter in endpoint.RoutePattern.Parameters)
        {
            var value = parameter.Name switch { "mission" => mission, "environment" => environment, "id" or "run" => Guid.Empty.ToString(), _ => "x" };
            address = System.Text.RegularExpressions.Regex.Replace(address, $@"\{{{parameter.Name}[^}}]*\}}", value);
        }
        return address;
    }
}
