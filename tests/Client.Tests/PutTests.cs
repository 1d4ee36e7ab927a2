using System.Net;
using System.Security.Cryptography;
using Gantry.Api;

namespace Gantry.Client.Tests;

public sealed class PutTests
{
    private static readonly byte[] _content = [.. "an orbit file"u8];
    private static readonly string _sha256 = Convert.ToHexStringLower(SHA256.HashData(_content));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_sent_again_from_its_beginning_when_the_server_is_busy_or_the_connection_cut()
    {
        var server = new PuppetServer(asked => asked.Number switch
        {
            1 => PuppetServer.Refuse(HttpStatusCode.ServiceUnavailable, "web.state_unavailable"),
            2 => throw new HttpRequestException("cut"),
            _ => Kept(_sha256),
        });
        var put = await PutAsync(server);

        Assert.True(put.IsNew);
        Assert.Equal(3, server.All.Count);
        Assert.All(server.All, asked => Assert.Equal(_content, asked.Body));
    }

    [Fact]
    public async Task What_the_server_keeps_must_be_what_was_sent() =>
        await Assert.ThrowsAsync<TransferDamagedException>(() => PutAsync(new PuppetServer(_ => Kept(new string('0', 64)))));

    [Fact]
    public async Task A_digest_that_is_known_beforehand_goes_with_it()
    {
        var server = new PuppetServer(_ => Kept(_sha256));
        await PutAsync(server, Digest.Of(_content));

        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(_content))}:", Assert.Single(server.All).Header("Repr-Digest"));
    }

    [Theory]
    [InlineData(HttpStatusCode.UnprocessableEntity, FaultKind.Invalid, null)]
    [InlineData(HttpStatusCode.Forbidden, FaultKind.Denied, null)]
    [InlineData(HttpStatusCode.Conflict, FaultKind.Conflict, null)]
    [InlineData(HttpStatusCode.TooManyRequests, FaultKind.Exhausted, null)]
    [InlineData(HttpStatusCode.ServiceUnavailable, FaultKind.Unavailable, 3600)]
    public async Task A_refusal_that_waiting_does_not_change_is_told_at_once(HttpStatusCode status, FaultKind kind, int? retryAfter)
    {
        var server = new PuppetServer(_ => PuppetServer.Refuse(status, "some.code", retryAfter));
        var refusal = await Assert.ThrowsAsync<GantryRefusedException>(() => PutAsync(server));

        Assert.Single(server.All);
        Assert.Equal((kind, "some.code", "No, because."), (refusal.Kind, refusal.Problem.Code, refusal.Message));
    }

    [Fact]
    public async Task A_server_that_is_busy_for_good_is_given_up()
    {
        var server = new PuppetServer(_ => PuppetServer.Refuse(HttpStatusCode.ServiceUnavailable, "lake.full"));
        await Assert.ThrowsAsync<GantryRefusedException>(() => PutAsync(server));

        Assert.Equal(4, server.All.Count);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public async Task A_name_that_would_change_the_address_is_not_sent(string name)
    {
        var server = new PuppetServer(_ => Kept(_sha256));
        await Assert.ThrowsAsync<GantryRefusedException>(() =>
            server.Client().PutProductAsync("neo", "ops", name, () => new MemoryStream(_content), ct: Ct));

        Assert.Empty(server.All);
    }

    [Fact]
    public async Task A_name_with_slashes_stays_one_name()
    {
        var server = new PuppetServer(_ => Kept(_sha256));
        await server.Client().PutProductAsync("neo", "ops", "../../users", () => new MemoryStream(_content), ct: Ct);

        Assert.Equal("/api/v1/missions/neo/environments/ops/products/..%2F..%2Fusers", Assert.Single(server.All).Path);
    }

    [Fact]
    public async Task A_file_that_has_to_wait_is_followed_until_it_is_decided()
    {
        var id = Guid.CreateVersion7();
        ArrivalView Arrival(string state) => new(id, "neo", "ops", "a.EOF", state, "a.EOF", _sha256, _content.Length, null, "ada", null, default, null, null);
        var server = new PuppetServer(asked => asked.Number switch
        {
            1 => PuppetServer.Json(Arrival("waiting"), HttpStatusCode.Accepted),
            < 4 => PuppetServer.Json(Arrival("waiting"), HttpStatusCode.OK),
            _ => PuppetServer.Json(Arrival("published"), HttpStatusCode.OK),
        });
        var put = await PutAsync(server);
        Assert.Equal((null, id), (put.Product, put.Arrival!.Id));
        Assert.Equal("published", (await server.Client().SettledAsync("neo", "ops", id, Ct)).State);
        Assert.Equal(4, server.All.Count);
    }

    [Fact]
    public async Task A_product_that_was_changed_on_its_way_is_compared_by_what_the_server_received()
    {
        var server = new PuppetServer(_ =>
        {
            var answer = Kept(new string('0', 64));
            answer.Headers.Add("Gantry-Received-Digest", _sha256);
            return answer;
        });
        Assert.True((await PutAsync(server)).IsNew);
    }

    private static Task<PutOutcome> PutAsync(PuppetServer server, Digest? declared = null) =>
        server.Client().PutProductAsync("neo", "ops", "a.EOF", () => new MemoryStream(_content), declared, ct: Ct);

    private static HttpResponseMessage Kept(string sha256) => PuppetServer.Json(
        new ProductView(Guid.CreateVersion7(), "neo", "ops", "a.EOF", null, _content.Length, sha256, "", default, null, "ada"), HttpStatusCode.Created);
}
