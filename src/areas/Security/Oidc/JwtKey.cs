using System.Security.Cryptography;
using System.Text.Json;

namespace Gantry.Security;

/// <summary>A public key of an issuer, with the one algorithm it may be used with.</summary>
internal sealed class JwtKey
{
    private const int LeastRsaBits = 2048;
    private const int MostRsaBits = 8192;
    private const int CoordinateBytes = 32;

    private readonly RSAParameters? _rsa;
    private readonly ECParameters? _ec;

    private JwtKey(string id, RSAParameters? rsa, ECParameters? ec) => (Id, _rsa, _ec) = (id, rsa, ec);

    public string Id { get; }

    /// <summary>The algorithm follows from the key and never from the token: else a public key becomes an HMAC secret.</summary>
    public string Algorithm => _rsa is null ? "ES256" : "RS256";

    public bool Verifies(Jwt token)
    {
        if (token.Algorithm != Algorithm)
            return false;
        // Made anew each time: these objects are not promised to be safe for several threads.
        if (_rsa is { } rsaParameters)
        {
            using var rsa = RSA.Create(rsaParameters);
            return token.Signature.Length == rsaParameters.Modulus!.Length
                && rsa.VerifyData(token.Signed, token.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        using var ec = ECDsa.Create(_ec!.Value);
        return token.Signature.Length == 2 * CoordinateBytes
            && ec.VerifyData(token.Signed, token.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>The keys of a JWK set that may be used; others in it are for other purposes, or too weak.</summary>
    public static IReadOnlyDictionary<string, JwtKey> ReadSet(JsonElement set)
    {
        var keys = new Dictionary<string, JwtKey>(StringComparer.Ordinal);
        if (!set.TryGetProperty("keys", out var list) || list.ValueKind != JsonValueKind.Array)
            return keys;
        foreach (var element in list.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.Object && Read(element) is { } key)
                keys.TryAdd(key.Id, key);
        }
        return keys;
    }

    private static JwtKey? Read(JsonElement jwk)
    {
        if (Jwt.Member(jwk, "kid") is not { Length: > 0 } id || !IsForSignatures(jwk))
            return null;
        try
        {
            var key = Jwt.Member(jwk, "kty") switch
            {
                "RSA" => ReadRsa(id, jwk),
                "EC" => ReadEc(id, jwk),
                _ => null,
            };
            return key is not null && (!jwk.TryGetProperty("alg", out var algorithm) || Jwt.Text(algorithm) == key.Algorithm) ? key : null;
        }
        catch (CryptographicException)
        {
            // Not a point of the curve, or no key at all.
            return null;
        }
    }

    private static bool IsForSignatures(JsonElement jwk) =>
        (!jwk.TryGetProperty("use", out var use) || Jwt.Text(use) == "sig")
        && (!jwk.TryGetProperty("key_ops", out var operations)
            || (operations.ValueKind == JsonValueKind.Array && operations.EnumerateArray().Any(o => Jwt.Text(o) == "verify")));

    private static JwtKey? ReadRsa(string id, JsonElement jwk)
    {
        if (!Base64Text.TryRead(Jwt.Member(jwk, "n"), out var modulus) || !Base64Text.TryRead(Jwt.Member(jwk, "e"), out var exponent))
            return null;
        modulus = [.. modulus.SkipWhile(b => b == 0)];
        var bits = modulus.Length == 0 ? 0 : (modulus.Length * 8) - System.Numerics.BitOperations.LeadingZeroCount(modulus[0]) + 24;
        // An even or tiny exponent is a broken key, a huge one makes each check slow.
        if (bits is < LeastRsaBits or > MostRsaBits || exponent.Length is 0 or > 4 || exponent[^1] % 2 == 0 || exponent is [1 or 0])
            return null;
        var parameters = new RSAParameters { Modulus = modulus, Exponent = exponent };
        using var usable = RSA.Create(parameters);
        return new(id, parameters, null);
    }

    private static JwtKey? ReadEc(string id, JsonElement jwk)
    {
        if (Jwt.Member(jwk, "crv") != "P-256"
            || !Base64Text.TryRead(Jwt.Member(jwk, "x"), out var x) || !Base64Text.TryRead(Jwt.Member(jwk, "y"), out var y)
            || x.Length != CoordinateBytes || y.Length != CoordinateBytes)
            return null;
        var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = x, Y = y } };
        using var usable = ECDsa.Create(parameters);
        return new(id, null, parameters);
    }
}
