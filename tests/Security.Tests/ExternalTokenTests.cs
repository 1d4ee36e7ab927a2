using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gantry.Api;

namespace Gantry.Security.Tests;

public sealed class ExternalTokenTests : IAsyncLifetime
{
    private FakeIssuer _issuer = null!;
    private SecurityHost _host = null!;

    private DateTimeOffset Now => _host.Clock.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _issuer = await FakeIssuer.StartAsync();
        _host = await SecurityHost.StartAsync(_issuer.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task Bring_their_roles_with_them()
    {
        foreach (var token in new[] { _issuer.RsaToken(_issuer.Claims(Now, "operator:neo:ops", "offline", "administrator")), _issuer.EcToken(_issuer.Claims(Now, "operator:neo:ops")) })
        {
            var me = await _host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", SecurityHost.Bearer(token));
            Assert.Equal(("lab:alice", "external"), (me.Name, me.Kind));
            Assert.Equal([new GrantView("operator", "neo", "ops")], me.Grants);
            Assert.Equal(Now.AddMinutes(5), me.ExpiresAt);
        }
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/try/product.put/neo/ops", "operator:neo:ops"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("/try/product.put/neo/dev", "operator:neo:ops"));
        // Never stored: the next token with fewer roles has fewer.
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("/try/product.put/neo/ops"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/v1/users", "administrator:*:*"));

        var user = await _host.ReadAsync<UserView>(HttpMethod.Get, "/api/v1/users/lab:alice", SecurityHost.Admin);
        Assert.Empty(user.Grants);
        Assert.Single(await _host.JournalAsync("security.user_created"));
    }

    [Fact]
    public async Task Make_one_user_also_when_many_come_at_once()
    {
        var token = SecurityHost.Bearer(_issuer.RsaToken(_issuer.Claims(Now)));
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => _host.GetAsync("/api/v1/me", token)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Single(await _host.JournalAsync("security.user_created"));
        Assert.Equal(1, _issuer.Fetches);
    }

    [Fact]
    public async Task Of_somebody_disabled_here_are_refused()
    {
        var token = SecurityHost.Bearer(_issuer.RsaToken(_issuer.Claims(Now)));
        var me = await _host.ReadAsync<MeView>(HttpMethod.Get, "/api/v1/me", token);
        await _host.ReadAsync<UserView>(HttpMethod.Patch, $"/api/v1/users/{me.Id}", SecurityHost.Admin, new ChangeUser(IsDisabled: true));
        await SecurityHost.RefusedAsync(await _host.GetAsync("/api/v1/me", token), 401, "access.token_refused");
        await SecurityHost.RefusedAsync(
            await _host.SendAsync(HttpMethod.Patch, "/api/v1/users/lab:alice", SecurityHost.Admin, new ChangeUser(Grants: [])), 409, "security.external_user");
    }

    [Fact]
    public async Task Cannot_be_turned_into_tokens_or_passwords_of_ours()
    {
        var token = SecurityHost.Bearer(_issuer.RsaToken(_issuer.Claims(Now, "viewer:*:*")));
        await SecurityHost.RefusedAsync(await _host.SendAsync(HttpMethod.Post, "/api/v1/me/tokens", token, new CreateToken("x")), 409, "security.external_user");
        await SecurityHost.RefusedAsync(await _host.SendAsync(HttpMethod.Put, "/api/v1/me/password", token, new ChangePassword("", "x")), 409, "security.external_user");
    }

    [Fact]
    public async Task Without_a_signature_are_refused()
    {
        var claims = _issuer.Claims(Now).ToJsonString();
        foreach (var algorithm in new[] { "none", "None", "NONE", "nOnE", "" })
        {
            await RefusedAsync(FakeIssuer.Sign(FakeIssuer.Header(algorithm, "rsa-1").ToJsonString(), claims, _ => []));
            await RefusedAsync(FakeIssuer.Sign(FakeIssuer.Header(algorithm, "rsa-1").ToJsonString(), claims, _ => new byte[256]));
        }
        await RefusedAsync(FakeIssuer.Sign(FakeIssuer.Header("RS256", "rsa-1").ToJsonString(), claims, _ => []));
        Assert.Equal(1, _issuer.Fetches);
    }

    [Fact]
    public async Task Signed_with_the_public_key_as_a_secret_are_refused()
    {
        var secrets = new[] { _issuer.Rsa.ExportSubjectPublicKeyInfo(), _issuer.Rsa.ExportRSAPublicKey(), Encoding.ASCII.GetBytes(_issuer.Rsa.ExportSubjectPublicKeyInfoPem()), _issuer.Rsa.ExportParameters(false).Modulus! };
        foreach (var secret in secrets)
        {
            foreach (var algorithm in new[] { "HS256", "RS256", "ES256" })
                await RefusedAsync(FakeIssuer.Sign(FakeIssuer.Header(algorithm, "rsa-1").ToJsonString(), _issuer.Claims(Now).ToJsonString(), signed => HMACSHA256.HashData(secret, signed)));
        }
    }

    [Theory]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("ES384")]
    [InlineData("EdDSA")]
    [InlineData("ES256")]
    public async Task Under_another_algorithm_than_the_key_has_are_refused(string algorithm) =>
        await RefusedAsync(_issuer.RsaToken(_issuer.Claims(Now), FakeIssuer.Header(algorithm, "rsa-1")));

    [Fact]
    public async Task Of_another_issuer_are_refused()
    {
        await using var other = await FakeIssuer.StartAsync(withOwnKey: true);
        await RefusedAsync(other.RsaToken(other.Claims(Now)));
        // Its claims are ours, its signature is not.
        await RefusedAsync(other.RsaToken(_issuer.Claims(Now)));
        await RefusedAsync(other.EcToken(_issuer.Claims(Now)));
        Assert.Equal(0, other.Fetches);
        foreach (var issuer in new JsonNode?[] { _issuer.Issuer + "/", _issuer.Issuer.ToUpperInvariant(), null, 5, new JsonArray(_issuer.Issuer) })
            await RefusedAsync(With("iss", issuer));
    }

    [Fact]
    public async Task For_another_audience_are_refused()
    {
        foreach (var audience in new JsonNode?[] { "another", FakeIssuer.Audience + " ", "GANTRY-TEST", null, 5, new JsonArray(), new JsonArray("another", 5) })
            await RefusedAsync(With("aud", audience));
        var without = _issuer.Claims(Now);
        without.Remove("aud");
        await RefusedAsync(_issuer.RsaToken(without));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(With("aud", new JsonArray("another", FakeIssuer.Audience))));
    }

    [Fact]
    public async Task Are_good_only_in_their_time()
    {
        var now = Now.ToUnixTimeSeconds();
        await RefusedAsync(With("exp", now - 60), "access.token_expired");
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(With("exp", now - 59)));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(With("exp", now + 0.5)));
        foreach (var never in new JsonNode?[] { null, "soon", -1, 1e300, new JsonArray(), true })
            await RefusedAsync(With("exp", never));
        var without = _issuer.Claims(Now);
        without.Remove("exp");
        await RefusedAsync(_issuer.RsaToken(without));

        await RefusedAsync(With("nbf", now + 61));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(With("nbf", now + 60)));
        await RefusedAsync(With("nbf", "now"));
        await RefusedAsync(With("iat", now + 61));
        await RefusedAsync(With("iat", "now"));
    }

    [Fact]
    public async Task Must_say_whom_they_are_about()
    {
        foreach (var subject in new JsonNode?[] { null, "", 5, "a b", "tab\t", "ünïcode", new string('x', 256), "new\nline" })
            await RefusedAsync(With("sub", subject));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(With("sub", "auth0|4711/x:y")));
    }

    [Fact]
    public async Task Of_a_new_key_are_taken_when_it_has_been_published_and_asked_for()
    {
        await RefusedAsync(_issuer.RsaToken(_issuer.Claims(Now), FakeIssuer.Header("RS256", "rsa-2")));
        Assert.Equal(1, _issuer.Fetches);
        _issuer.Publish(_issuer.RsaKey("rsa-2"));
        // Not asked again at once: forged key names must not make this server flood the issuer.
        for (var i = 0; i < 5; i++)
            await RefusedAsync(_issuer.RsaToken(_issuer.Claims(Now), FakeIssuer.Header("RS256", "rsa-2")));
        Assert.Equal(1, _issuer.Fetches);

        _host.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(_issuer.RsaToken(_issuer.Claims(Now), FakeIssuer.Header("RS256", "rsa-2"))));
        Assert.Equal(2, _issuer.Fetches);
        // The withdrawn one is gone.
        await RefusedAsync(_issuer.RsaToken(_issuer.Claims(Now)));
    }

    [Fact]
    public async Task Go_on_being_taken_while_the_issuer_is_down()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(_issuer.RsaToken(_issuer.Claims(Now))));
        _issuer.IsDown = true;
        _host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(_issuer.RsaToken(_issuer.Claims(Now))));
        await RefusedAsync(_issuer.RsaToken(_issuer.Claims(Now), FakeIssuer.Header("RS256", "rsa-9")));
        Assert.Equal(2, _issuer.Fetches);
    }

    [Fact]
    public async Task Withdrawn_keys_go_within_the_hour()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(_issuer.RsaToken(_issuer.Claims(Now))));
        _issuer.Publish(FakeIssuer.EcKey("ec-1", _issuer.Ec));
        _host.Clock.Advance(TimeSpan.FromHours(1));
        await RefusedAsync(_issuer.RsaToken(_issuer.Claims(Now)));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(_issuer.EcToken(_issuer.Claims(Now))));
    }

    [Fact]
    public async Task Cannot_be_judged_before_the_first_keys_and_say_so()
    {
        _issuer.IsDown = true;
        using var answer = await _host.GetAsync("/api/v1/me", SecurityHost.Bearer(_issuer.RsaToken(_issuer.Claims(Now))));
        Assert.NotNull(answer.Headers.RetryAfter);
        await SecurityHost.RefusedAsync(answer, 503, "access.issuer_unreachable");
        _issuer.IsDown = false;
        _issuer.IsVerbose = true;
        _host.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusOfAsync(_issuer.RsaToken(_issuer.Claims(Now))));
        _issuer.IsVerbose = false;
        _host.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(_issuer.RsaToken(_issuer.Claims(Now))));
    }

    [Fact]
    public async Task Changed_in_one_letter_are_refused()
    {
        var good = _issuer.RsaToken(_issuer.Claims(Now, "viewer:neo:ops"));
        var parts = good.Split('.');
        var forged = _issuer.Claims(Now, "administrator:*:*").ToJsonString();
        await RefusedAsync($"{parts[0]}.{FakeIssuer.Text(Encoding.UTF8.GetBytes(forged))}.{parts[2]}");
        for (var i = 0; i < good.Length; i += 7)
        {
            if (good[i] != '.')
                Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfAsync(good[..i] + (good[i] == 'A' ? 'B' : 'A') + good[(i + 1)..]));
        }
        foreach (var twisted in new[] { good + "=", good + "A", good + ".", "." + good, good[..^1], good.Replace('.', ','), $"{parts[0]}.{parts[1]}", $"{good}.{parts[2]}.x" })
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfAsync(twisted));
    }

    [Fact]
    public async Task With_an_elliptic_signature_of_the_wrong_shape_are_refused()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(_issuer.EcToken(_issuer.Claims(Now))));
        await RefusedAsync(_issuer.EcToken(_issuer.Claims(Now), DSASignatureFormat.Rfc3279DerSequence));
        // All zeros verify everything where they are not looked at.
        await RefusedAsync(FakeIssuer.Sign(FakeIssuer.Header("ES256", "ec-1").ToJsonString(), _issuer.Claims(Now).ToJsonString(), _ => new byte[64]));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        await RefusedAsync(FakeIssuer.Sign(FakeIssuer.Header("ES256", "ec-1").ToJsonString(), _issuer.Claims(Now).ToJsonString(), signed => other.SignData(signed, HashAlgorithmName.SHA256)));
    }

    [Fact]
    public async Task With_header_members_that_mean_trouble_are_refused()
    {
        foreach (var (name, value) in new (string, JsonNode?)[]
                 {
                     ("crit", new JsonArray("exp")), ("crit", new JsonArray()), ("crit", null), ("typ", "JOSE"), ("typ", 5), ("kid", null),
                     ("kid", ""), ("kid", 7), ("kid", "../rsa-1"), ("kid", new string('k', 300)), ("alg", null), ("alg", 5),
                 })
        {
            var header = FakeIssuer.Header("RS256", "rsa-1");
            header[name] = value;
            await RefusedAsync(_issuer.RsaToken(_issuer.Claims(Now), header));
        }
        // A key that the token itself brings is not looked at.
        using var own = RSA.Create(2048);
        var bringing = FakeIssuer.Header("RS256", "rsa-1");
        bringing["jwk"] = FakeIssuer.RsaKey("rsa-1", own);
        bringing["jku"] = "https://example.org/keys";
        await RefusedAsync(FakeIssuer.Sign(bringing.ToJsonString(), _issuer.Claims(Now).ToJsonString(), signed => own.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
    }

    [Fact]
    public async Task That_say_something_twice_are_refused()
    {
        var claims = _issuer.Claims(Now).ToJsonString();
        await RefusedAsync(_issuer.RsaToken(claims[..^1] + ",\"sub\":\"root\"}"));
        await RefusedAsync(_issuer.RsaToken(claims[..^1] + ",\"\\u0073ub\":\"root\"}"));
        var header = FakeIssuer.Header("RS256", "rsa-1").ToJsonString();
        await RefusedAsync(FakeIssuer.Sign(header[..^1] + ",\"alg\":\"none\"}", claims, signed => _issuer.Rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        foreach (var odd in new[] { "[]", "null", "5", "", "{", claims + claims, "/* */" + claims, claims[..^1] + ",}", claims[..^1] + ",\"x\":\"\\ud800\",\"\\udc00\":1}", new string('[', 5000) })
            Assert.NotEqual(HttpStatusCode.InternalServerError, await StatusOfAsync(_issuer.RsaToken(odd)));
    }

    [Fact]
    public async Task Larger_than_anybody_needs_are_refused()
    {
        await RefusedAsync(_issuer.RsaToken(With(_issuer.Claims(Now), "x", new string('x', 13_000))));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(_issuer.RsaToken(With(_issuer.Claims(Now), "x", new string('x', 8_000)))));
        using var answer = await _host.GetAsync("/api/v1/me", SecurityHost.Bearer(new string('a', 1_000_000)));
        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Equal("access.token_refused", Jwt.Read(new string('a', 1_000_000)).Fault!.Code);
    }

    [Fact]
    public async Task Of_a_key_too_weak_or_not_for_this_are_refused()
    {
        using var small = RSA.Create(1024);
        using var elsewhere = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var encryption = _issuer.RsaKey("enc");
        encryption["use"] = "enc";
        var wrongAlgorithm = _issuer.RsaKey("ps");
        wrongAlgorithm["alg"] = "PS256";
        var operations = _issuer.RsaKey("ops");
        operations["key_ops"] = new JsonArray("encrypt");
        var offCurve = FakeIssuer.EcKey("off", _issuer.Ec);
        offCurve["x"] = FakeIssuer.Text(Enumerable.Repeat((byte)1, 32).ToArray());
        var p384 = FakeIssuer.EcKey("p384", elsewhere);
        var even = _issuer.RsaKey("even");
        even["e"] = FakeIssuer.Text([1, 0, 0]);
        var secret = new JsonObject { ["kty"] = "oct", ["kid"] = "oct", ["k"] = FakeIssuer.Text(new byte[32]) };
        _issuer.Publish(FakeIssuer.RsaKey("small", small), encryption, wrongAlgorithm, operations, offCurve, p384, even, secret, new JsonObject(), _issuer.RsaKey("rsa-1"));

        foreach (var id in new[] { "enc", "ps", "ops", "off", "p384", "even", "oct" })
            await RefusedAsync(_issuer.RsaToken(_issuer.Claims(Now), FakeIssuer.Header("RS256", id)));
        await RefusedAsync(FakeIssuer.Sign(FakeIssuer.Header("RS256", "small").ToJsonString(), _issuer.Claims(Now).ToJsonString(), signed => small.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(_issuer.RsaToken(_issuer.Claims(Now))));
    }

    [Fact]
    public void Of_issuers_that_could_be_overheard_are_not_even_configured()
    {
        foreach (var address in new[] { "http://idp.example.org", "ftp://127.0.0.1", "idp.example.org", "http://127.0.0.1.example.org" })
            Assert.NotNull(Refusal(("oidc.lab.issuer", address)));
        Assert.Null(Refusal(("oidc.lab.issuer", "https://idp.example.org/realms/space")));
        Assert.NotNull(Refusal(("oidc.lab.isuer", "https://idp.example.org")));
        Assert.NotNull(Refusal(("oidc.clock-skew", "1h")));

        static Fault? Refusal((string Key, string Value) setting) =>
            Settings.Compose(SecurityArea.Describe.Settings, [(setting.Key, setting.Value, "test")]).Fault;
    }

    private string With(string claim, JsonNode? value) => _issuer.RsaToken(With(_issuer.Claims(Now), claim, value));

    private static JsonObject With(JsonObject claims, string claim, JsonNode? value)
    {
        claims[claim] = value?.DeepClone();
        return claims;
    }

    private async Task RefusedAsync(string token, string? code = null)
    {
        using var answer = await _host.GetAsync("/api/v1/me", SecurityHost.Bearer(token));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{answer.StatusCode} {text} for {token}");
        if (code is not null)
            Assert.Contains(code, text, StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> StatusOfAsync(string token, string path = "/api/v1/me")
    {
        using var answer = await _host.GetAsync(path, SecurityHost.Bearer(token));
        return answer.StatusCode;
    }

    private Task<HttpStatusCode> StatusAsync(string path, params string[] roles) => StatusOfAsync(_issuer.RsaToken(_issuer.Claims(Now, roles)), path);
}
