using System.Net;
using Gantry.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Security.Tests;

public sealed class RightsMatrixTests
{
    private static readonly Scope[] _scopes =
        [Scope.Everywhere, new("neo", null), new("neo", "ops"), new("neo", "dev"), new("swot", null), new("swot", "ops"), new("swot", "dev")];

    [Fact]
    public async Task Every_role_may_do_over_http_what_the_table_says_where_it_says()
    {
        await using var host = await SecurityHost.StartAsync();
        var tried = 0;
        foreach (var role in Enum.GetValues<Role>())
        {
            foreach (var (name, where) in new[] { ("mission-env", "neo:ops"), ("mission", "neo:*"), ("env", "*:ops"), ("all", "*:*") })
            {
                var grant = GrantText.Read($"{GrantText.Write(role)}:{where}").OrThrow();
                var user = $"{GrantText.Write(role)}-{name}";
                await host.AddAsync(user, GrantText.Write(grant));
                var token = SecurityHost.Bearer((await host.LogInAsync(user)).AccessToken);
                var caller = new Caller(Guid.Empty, user, [grant]);
                foreach (var act in Act.All)
                {
                    foreach (var scope in _scopes)
                    {
                        // Written out here once more, so that a mistake in Covers does not agree with itself.
                        var reaches = scope.Mission is null
                            ? where == "*:*"
                            : (grant.Mission is null || grant.Mission == scope.Mission) && (scope.Environment is null || grant.Environment is null || grant.Environment == scope.Environment);
                        var expected = act.Roles.Contains(role) && reaches;
                        Assert.Equal(expected, caller.May(act, scope));
                        using var answer = await host.GetAsync($"/try/{act.Name}{(scope.Mission is null ? "" : "/" + scope.Mission)}{(scope.Environment is null ? "" : "/" + scope.Environment)}", token);
                        Assert.True(answer.StatusCode == (expected ? HttpStatusCode.OK : HttpStatusCode.Forbidden), $"{user}: {act.Name} in {scope}: {answer.StatusCode}");
                        tried++;
                    }
                    using var somewhere = await host.GetAsync($"/somewhere/{act.Name}", token);
                    Assert.Equal(act.Roles.Contains(role) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, somewhere.StatusCode);
                }
            }
        }
        Assert.Equal(6 * 4 * Act.All.Count * _scopes.Length, tried);
    }

    [Fact]
    public async Task Nobody_and_somebody_without_grants_may_do_nothing()
    {
        await using var host = await SecurityHost.StartAsync();
        await host.AddAsync("alice");
        foreach (var act in Act.All)
        {
            using var nobody = await host.GetAsync($"/try/{act.Name}/neo/ops");
            using var alice = await host.GetAsync($"/try/{act.Name}/neo/ops", SecurityHost.Basic("alice", SecurityHost.Password));
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (nobody.StatusCode, alice.StatusCode));
        }
    }

    [Fact]
    public async Task Every_endpoint_has_exactly_one_policy()
    {
        await using var host = await SecurityHost.StartAsync();
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.All(endpoints, endpoint => Assert.Single(endpoint.Metadata.OfType<Policy>()));
        var open = endpoints.Where(e => e.Metadata.GetMetadata<Policy>()!.Reach == Reach.Anybody)
            .Select(e => $"{e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single()} {e.RoutePattern.RawText!.TrimEnd('/')}").Order(StringComparer.Ordinal);
        Assert.Equal(["GET /api/v1/session/issuers", "GET /api/v1/session/issuers/{issuer}", "GET /api/v1/session/issuers/{issuer}/callback", "POST /api/v1/session", "POST /oauth2/revoke", "POST /oauth2/token", "POST /token"], open);
    }

    [Fact]
    public void The_page_about_access_says_what_the_program_does()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
            folder = folder.Parent!;
        var rows = File.ReadAllLines(Path.Combine(folder.FullName, "docs", "operate", "access.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Contains("` |", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length == 10)
            .ToDictionary(cells => cells[1].Trim('`'), cells => (Meaning: cells[2], Roles: cells[3..9]));
        Assert.Equal(Act.All.Select(a => a.Name), rows.Keys);
        foreach (var act in Act.All)
        {
            Assert.Equal(act.Meaning, rows[act.Name].Meaning);
            Assert.Equal(Enum.GetValues<Role>().Select(role => act.Roles.Contains(role) ? "yes" : ""), rows[act.Name].Roles);
        }
    }
}
