using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gantry.Api;
using Microsoft.Extensions.Primitives;

namespace Gantry.Security.Tests;

public sealed class HostileInputTests
{
    private static readonly Config _many = Config.QuickThrowOnFailure.WithMaxTest(3000);

    [Fact]
    public void Any_authorization_header_is_read_or_refused() =>
        Prop.ForAll<string?, string?>((a, b) =>
        {
            foreach (var header in new[] { a, $"Bearer {a}", $"Basic {a}", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(a ?? "")), $"{a} {b}", $" \t{a}" })
                Assert.NotNull(Authorization.Read(new StringValues(header)));
            Authorization.Read(new StringValues([a, b]));
        }).Check(_many);

    [Fact]
    public void Any_bytes_after_basic_are_read_or_refused() =>
        Prop.ForAll<byte[]>(bytes => Assert.NotNull(Authorization.Read("Basic " + Convert.ToBase64String(bytes)))).Check(_many);

    [Fact]
    public void What_a_client_sends_by_basic_is_what_is_read() =>
        Prop.ForAll<string, string>((name, password) =>
        {
            var pair = new Func<string?, string>(text => new([.. (text ?? "").Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]));
            var (sentName, sentPassword) = (pair(name).Replace(":", "", StringComparison.Ordinal), pair(password));
            Assert.Equal(new Authorization.Basic(sentName, sentPassword), Authorization.Read(SecurityHost.Basic(sentName, sentPassword).ToString()));
        }).Check(_many);

    [Fact]
    public void Any_text_is_a_token_or_is_refused() =>
        Prop.ForAll<string?, byte[], byte[]>((text, head, body) =>
        {
            _ = Jwt.Read(text ?? "");
            _ = Jwt.Read($"{text}.{text}.{text}");
            _ = Jwt.Read($"{FakeIssuer.Text(head)}.{FakeIssuer.Text(body)}.{FakeIssuer.Text(head)}");
        }).Check(_many);

    [Fact]
    public void Any_claims_are_judged_without_breaking()
    {
        var issuer = new IssuerOptions("lab", "https://lab", "gantry", "roles", null);
        var now = new DateTimeOffset(2031, 5, 17, 12, 0, 0, TimeSpan.Zero);
        var values = Gen.Elements(
            "null", "true", "0", "-1", "1e400", "-1e400", "1936785600", "1936786000.5", "99999999999999999999999", "\"\"", "\"https://lab\"", "\"gantry\"",
            "\"\\ud800\"", "\"\\u0000\"", "[]", "[null]", "[[]]", "[\"gantry\"]", "{}", "{\"a\":1}", "[\"viewer:neo:ops\",5,\"::\",\"viewer:*:*\",\"\\udc00\"]", "\"alice\"");
        var claims =
            from iss in values from aud in values from exp in values from nbf in values from iat in values from sub in values from roles in values
            from isRight in Gen.Choose(0, 3)
            let start = isRight > 0 ? "\"iss\":\"https://lab\",\"aud\":\"gantry\",\"exp\":1936786000" : $"\"iss\":{iss},\"aud\":{aud},\"exp\":{exp}"
            select $"{{{start},\"nbf\":{nbf},\"iat\":{iat},\"sub\":{sub},\"roles\":{roles}}}";
        Prop.ForAll(claims.ToArbitrary(), text =>
        {
            if (Jwt.ReadObject(Encoding.UTF8.GetBytes(text)) is { } read)
                _ = JwtJudge.Judge(read, issuer, now, TimeSpan.FromSeconds(60));
        }).Check(_many);
    }

    [Fact]
    public void Any_text_has_one_base64url_and_back() =>
        Prop.ForAll<byte[], string?>((bytes, text) =>
        {
            Assert.True(Base64Text.TryRead(Base64Text.Write(bytes), out var back));
            Assert.Equal(bytes, back);
            if (Base64Text.TryRead(text, out var read))
                Assert.Equal(text ?? "", Base64Text.Write(read));
        }).Check(_many);

    [Fact]
    public void Any_words_are_a_grant_or_are_refused() =>
        Prop.ForAll<string?>(text =>
        {
            if (GrantText.Read(text ?? "").TryGet(out var grant, out _))
                Assert.Equal(grant, GrantText.Read(GrantText.Write(grant)).OrThrow());
        }).Check(_many);

    [Fact]
    public void Limits_that_are_let_pass_never_allow_what_the_maker_may_not()
    {
        var grants = from role in Gen.Elements(Enum.GetValues<Role>())
                     from mission in Gen.Elements<string?>(null, "neo", "swot")
                     from environment in Gen.Elements<string?>(null, "dev", "ops")
                     select new Grant(role, mission, environment);
        var lists = grants.ArrayOf().Resize(4);
        Scope[] scopes = [Scope.Everywhere, .. from m in new[] { "neo", "swot", "sentinel" } from e in new[] { null, "dev", "aiv", "ops" } select new Scope(m, e)];
        Prop.ForAll((from wanted in lists from own in lists from narrowing in lists from isNarrowed in Gen.Elements(true, false)
                     select (wanted, own, narrowing: isNarrowed ? narrowing : null)).ToArbitrary(), made =>
        {
            if (GrantLimits.FirstBeyond(made.wanted, made.own, made.narrowing) is not null)
                return;
            var maker = new Caller(Guid.Empty, "maker", made.own, made.narrowing);
            // As if the limits were the token's whole right, so that nothing else holds it back.
            var token = new Caller(Guid.Empty, "token", made.wanted);
            foreach (var act in Act.All)
            {
                foreach (var scope in scopes)
                    Assert.True(!token.May(act, scope) || maker.May(act, scope), $"{act.Name} in {scope}");
            }
        }).Check(_many);
    }

    [Fact]
    public async Task Nothing_in_the_header_breaks_the_server()
    {
        await using var issuer = await FakeIssuer.StartAsync();
        await using var host = await SecurityHost.StartAsync(issuer.Settings);
        var random = new Random(4711);
        var good = issuer.RsaToken(issuer.Claims(host.Clock.GetUtcNow()));
        for (var i = 0; i < 400; i++)
        {
            var letters = Enumerable.Range(0, random.Next(1, 200)).Select(_ => (char)random.Next(' ', 127)).ToArray();
            var bent = good.ToCharArray();
            for (var k = random.Next(1, 4); k > 0; k--)
            {
                // The next letter but never the same one: a token that was not bent at all is rightly taken.
                var place = random.Next(bent.Length);
                bent[place] = (char)('!' + ((good[place] - '!' + random.Next(1, 94)) % 94));
            }
            var header = random.Next(4) switch
            {
                0 => new string(letters),
                1 => "Bearer " + new string(letters),
                2 => "Basic " + Convert.ToBase64String(letters.Select(c => (byte)(c * 2)).ToArray()),
                _ => "Bearer " + new string(bent),
            };
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
            request.Headers.TryAddWithoutValidation("Authorization", header);
            using var answer = await host.Http.SendAsync(request);
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests, $"{answer.StatusCode} for {header}");
        }
    }

    [Fact]
    public async Task Nothing_in_a_form_breaks_the_server()
    {
        await using var host = await SecurityHost.StartAsync();
        foreach (var body in new[]
                 {
                     "", "&&&", "=", "grant_type", "grant_type=%", "grant_type=%00", "grant_type=%ff%fe", "grant_type=password&username=%00&password=%00",
                     "grant_type=password&username=%ed%a0%80&password=x", "grant_type=refresh_token&refresh_token=%00", "grant_type=password&scope=%00:%00",
                     string.Join('&', Enumerable.Range(0, 100).Select(i => $"k{i}=v")), new string('k', 1000) + "=v", "a=" + new string('v', 60_000),
                 })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
            foreach (var address in new[] { "/oauth2/token", "/oauth2/revoke" })
            {
                using var answer = await host.Http.PostAsync(address, content);
                Assert.InRange((int)answer.StatusCode, 400, 499);
            }
        }
        // Asked first: else the server's refusal and the end of its patience race with two megabytes on their way.
        using var flood = new HttpRequestMessage(HttpMethod.Post, "/oauth2/token")
        {
            Content = new StringContent("a=" + new string('v', 2_000_000), Encoding.UTF8, "application/x-www-form-urlencoded"),
            Headers = { ExpectContinue = true },
        };
        using var refused = await host.Http.SendAsync(flood);
        Assert.InRange((int)refused.StatusCode, 400, 499);
    }

    [Fact]
    public async Task A_token_with_nul_or_odd_letters_for_a_user_finds_nobody()
    {
        await using var host = await SecurityHost.StartAsync();
        foreach (var user in new[] { "%01", "%C3%BC", "x%2Fy", "..%2f", "'%20or%201=1", "00000000-0000-0000-0000-000000000000" })
            await SecurityHost.RefusedAsync(await host.GetAsync("/api/v1/users/" + user, SecurityHost.Admin), 404, "security.no_such_user");
        Assert.Single((await host.ReadAsync<Page<UserView>>(HttpMethod.Get, "/api/v1/users", SecurityHost.Admin)).Items);
    }
}
