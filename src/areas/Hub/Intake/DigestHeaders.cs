using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>
/// What a sender states of its bytes in headers: RFC 9530 (<c>Repr-Digest</c>, <c>Content-Digest</c>), its forerunner
/// <c>Digest</c>, and <c>Content-MD5</c>. Algorithms we do not know are passed over, as the RFC asks.
/// </summary>
internal static class DigestHeaders
{
    private static readonly string[] _names = ["Repr-Digest", "Content-Digest", "Digest"];

    public static Result<Expected> Read(HttpRequest request)
    {
        var expected = new Expected(SizeBytes: request.ContentLength);
        if (!TryRead(request, _names, ref expected, out var fault))
            return fault;
        if (request.Headers.ContentMD5.ToString() is { Length: > 0 } md5)
        {
            if (Decode(md5, 16) is not { } hash)
                return HubFaults.BadDigestHeader("Content-MD5", md5);
            expected = expected with { Md5 = Convert.ToHexStringLower(hash) };
        }
        return expected;
    }

    /// <summary>What the sender of a piece states of the whole: the other headers speak of the piece.</summary>
    public static Result<Expected> ReadOfWhole(HttpRequest request)
    {
        var expected = Expected.Nothing;
        return TryRead(request, _names[..1], ref expected, out var fault) ? expected : fault;
    }

    private static bool TryRead(HttpRequest request, string[] names, ref Expected expected, [NotNullWhen(false)] out Fault? fault)
    {
        fault = null;
        foreach (var name in names)
        {
            foreach (var value in request.Headers[name].Where(v => v is not null).SelectMany(v => v!.Split(',')))
            {
                if (TryReadOne(value.Trim(), ref expected))
                    continue;
                fault = HubFaults.BadDigestHeader(name, value);
                return false;
            }
        }
        return true;
    }

    private static bool TryReadOne(string value, ref Expected expected)
    {
        var equals = value.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return false;
        var coded = value[(equals + 1)..].Trim(':');
        switch (value[..equals].ToLowerInvariant())
        {
            case "sha-256":
                if (Decode(coded, 32) is not { } sha)
                    return false;
                expected = expected with { Digest = Digest.FromHash(sha) };
                return true;
            case "md5":
                if (Decode(coded, 16) is not { } md5)
                    return false;
                expected = expected with { Md5 = Convert.ToHexStringLower(md5) };
                return true;
            default:
                return true;
        }
    }

    private static byte[]? Decode(string base64, int bytes)
    {
        var buffer = new byte[bytes];
        return Convert.TryFromBase64String(base64, buffer, out var written) && written == bytes ? buffer : null;
    }
}
