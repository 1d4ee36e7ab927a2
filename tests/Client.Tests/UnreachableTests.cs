using System.Net;
using System.Text;

namespace Gantry.Client.Tests;

public sealed class UnreachableTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_the_address_and_the_way_out()
    {
        using var client = new GantryClient(new("http://127.0.0.1:1"));
        var away = await Assert.ThrowsAsync<GantryUnreachableException>(() => client.VersionAsync(Ct));

        Assert.Contains("http://127.0.0.1:1: the connection was refused", away.Message, StringComparison.Ordinal);
        Assert.Contains("gantry up", away.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "<html>")]
    [InlineData(HttpStatusCode.BadGateway, "")]
    [InlineData(HttpStatusCode.MovedPermanently, "elsewhere")]
    public async Task What_is_no_Gantry_is_told_as_such(HttpStatusCode status, string body)
    {
        var server = new PuppetServer(_ => new(status) { Content = new StringContent(body, Encoding.UTF8, "text/html") });
        var refusal = await Assert.ThrowsAsync<GantryRefusedException>(() => server.Client().VersionAsync(Ct));

        Assert.Contains("Is it a Gantry server?", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_in_another_language_is_no_crash()
    {
        var server = new PuppetServer(_ => new(HttpStatusCode.OK) { Content = new StringContent("<html>", Encoding.UTF8, "application/json") });
        await Assert.ThrowsAsync<GantryUnreachableException>(() => server.Client().VersionAsync(Ct));
    }

    [Fact]
    public async Task A_server_that_is_not_ready_has_answered()
    {
        var server = new PuppetServer(_ => PuppetServer.Json(new Api.HealthView("not ready", []), HttpStatusCode.ServiceUnavailable));
        Assert.Equal("not ready", (await server.Client().HealthAsync(Ct)).Status);
    }
}
