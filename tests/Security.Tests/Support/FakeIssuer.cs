using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gantry.Security.Tests;

/// <summary>An issuer of tokens on loopback that does as it is told: good tokens, bad ones, new keys, no answer.</summary>
internal sealed class FakeIssuer : IAsyncDisposable
{
    public const string Audience = "gantry-test";

    // Making one takes longer than most tests; each issuer has its own copy, and other issuers' keys are made where they matter.
    private static readonly RSAParameters _rsaKey = MakeRsa();

    private readonly WebApplication _app;
    private readonly List<JsonObject> _keys = [];
    private int _fetches;

    private FakeIssuer(WebApplication app) => _app = app;

    public string Issuer => _app.Urls.Single();
    public bool IsDown { get; set; }
    public bool IsGone { get; set; }
    public bool IsVerbose { get; set; }
    public int Fetches => _fetches;

    /// <summary>The log-ins of people who are sent here.</summary>
    public FakeLogIns LogIns { get; } = new();

    public RSA Rsa { get; private init; } = RSA.Create(_rsaKey);
    public ECDsa Ec { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static async Task<FakeIssuer> StartAsync(bool withOwnKey = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var app = builder.Build();
        var issuer = withOwnKey ? new FakeIssuer(app) { Rsa = RSA.Create(2048) } : new FakeIssuer(app);
        app.MapGet("/.well-known/openid-configuration", () => issuer.IsGone ? Results.StatusCode(503) : Results.Json(new
        {
            issuer = issuer.Issuer, jwks_uri = issuer.Issuer + "/keys", authorization_endpoint = issuer.Issuer + "/authorize?tenant=1", token_endpoint = issuer.Issuer + "/token",
        }));
        app.MapGet("/authorize", issuer.LogIns.Authorize);
        app.MapPost("/token", (HttpRequest request) => issuer.LogIns.TokenAsync(request, issuer));
        app.MapGet("/keys", issuer.Keys);
        issuer._keys.Add(issuer.RsaKey("rsa-1"));
        issuer._keys.Add(EcKey("ec-1", issuer.Ec));
        await app.StartAsync();
        return issuer;
    }

    public Dictionary<string, string> Settings => new()
    {
        ["oidc.lab.issuer"] = Issuer,
        ["oidc.lab.audience"] = Audience,
    };

    public void Publish(params JsonObject[] keys)
    {
        _keys.Clear();
        _keys.AddRange(keys);
    }

    public JsonObject RsaKey(string id) => RsaKey(id, Rsa);

    public static JsonObject RsaKey(string id, RSA rsa)
    {
        var key = rsa.ExportParameters(false);
        return new() { ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = id, ["n"] = Text(key.Modulus!), ["e"] = Text(key.Exponent!) };
    }

    public static JsonObject EcKey(string id, ECDsa ec)
    {
        var key = ec.ExportParameters(false);
        return new() { ["kty"] = "EC", ["crv"] = "P-256", ["kid"] = id, ["x"] = Text(key.Q.X!), ["y"] = Text(key.Q.Y!) };
    }

    /// <summary>Claims that are good at a time.</summary>
    public JsonObject Claims(DateTimeOffset now, params string[] roles) => new()
    {
        ["iss"] = Issuer,
        ["aud"] = Audience,
        ["sub"] = "alice",
        ["iat"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
        ["gantry_roles"] = new JsonArray([.. roles.Select(r => (JsonNode)r)]),
    };

    public static JsonObject Header(string algorithm, string keyId) => new() { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = keyId };

    public string RsaToken(JsonObject claims, JsonObject? header = null) => RsaToken(claims.ToJsonString(), header);

    public string RsaToken(string claims, JsonObject? header = null) => Sign(
        (header ?? Header("RS256", "rsa-1")).ToJsonString(), claims,
        signed => Rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public string EcToken(JsonObject claims, DSASignatureFormat format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation) => Sign(
        Header("ES256", "ec-1").ToJsonString(), claims.ToJsonString(), signed => Ec.SignData(signed, HashAlgorithmName.SHA256, format));

    public static string Sign(string header, string claims, Func<byte[], byte[]> sign)
    {
        var start = $"{Text(Encoding.UTF8.GetBytes(header))}.{Text(Encoding.UTF8.GetBytes(claims))}";
        return $"{start}.{Text(sign(Encoding.ASCII.GetBytes(start)))}";
    }

    public static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Rsa.Dispose();
        Ec.Dispose();
    }

    private static RSAParameters MakeRsa()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportParameters(true);
    }

    private IResult Keys()
    {
        Interlocked.Increment(ref _fetches);
        if (IsDown)
            return Results.StatusCode(503);
        var set = new JsonObject { ["keys"] = new JsonArray([.. _keys.Select(k => k.DeepClone())]) };
        if (IsVerbose)
            set["padding"] = new string('x', 2 * IssuerKeys.LargestAnswer);
        return Results.Text(JsonSerializer.Serialize(set), "application/json");
    }
}
