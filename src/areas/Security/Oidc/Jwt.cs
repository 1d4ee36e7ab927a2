using System.Text;
using System.Text.Json;

namespace Gantry.Security;

/// <summary>A signed token as it was written: read strictly, judged not at all.</summary>
/// <param name="Signed">The bytes that the signature is over.</param>
internal sealed record Jwt(string Algorithm, string KeyId, JsonElement Claims, byte[] Signed, byte[] Signature)
{
    /// <summary>The longest token that is looked at.</summary>
    public const int Longest = 16 * 1024;

    private static readonly JsonDocumentOptions _strictJson = new() { AllowDuplicateProperties = false, MaxDepth = 16 };
    private static readonly UTF8Encoding _strictText = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Result<Jwt> Read(string text)
    {
        if (text.Length > Longest)
            return SecurityFaults.TokenRefused($"it is longer than {Longest} bytes");
        var parts = text.Split('.');
        if (parts.Length != 3)
            return SecurityFaults.BadToken();
        if (!Base64Text.TryRead(parts[0], out var head) || !Base64Text.TryRead(parts[1], out var body) || !Base64Text.TryRead(parts[2], out var signature))
            return SecurityFaults.TokenRefused("it is not made of Base64url");
        if (ReadObject(head) is not { } header || ReadObject(body) is not { } claims)
            return SecurityFaults.TokenRefused("its header or its claims are not a JSON object with each member once");
        // Something critical that is not understood must not be skipped (RFC 7515, 4.1.11), and here nothing is.
        if (header.TryGetProperty("crit", out _))
            return SecurityFaults.TokenRefused("it has critical header members");
        if (header.TryGetProperty("typ", out var type) && !IsJwt(Text(type)))
            return SecurityFaults.TokenRefused("its type is not JWT");
        if (Member(header, "alg") is not { Length: > 0 and <= 32 } algorithm)
            return SecurityFaults.TokenRefused("it names no algorithm");
        if (Member(header, "kid") is not { Length: > 0 and <= 256 } keyId)
            return SecurityFaults.TokenRefused("it names no key");
        return new Jwt(algorithm, keyId, claims, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature);
    }

    /// <summary>A member's text; null when it is not there or is no text.</summary>
    public static string? Member(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? Text(value) : null;

    /// <summary>An element's text; null when it is none, or one that is no Unicode.</summary>
    public static string? Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }

    /// <summary>A JSON object in which each member occurs once; null for anything else.</summary>
    public static JsonElement? ReadObject(byte[] utf8)
    {
        try
        {
            _ = _strictText.GetCharCount(utf8);
            using var document = JsonDocument.Parse(utf8, _strictJson);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsJwt(string? type) =>
        string.Equals(type, "JWT", StringComparison.OrdinalIgnoreCase) || string.Equals(type, "at+jwt", StringComparison.OrdinalIgnoreCase);
}
