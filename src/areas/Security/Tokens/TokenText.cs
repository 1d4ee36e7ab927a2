using System.Security.Cryptography;

namespace Gantry.Security;

/// <summary>What a token may be used for.</summary>
internal enum TokenKind
{
    /// <summary>Short-lived, for requests.</summary>
    Access,

    /// <summary>For one new access token.</summary>
    Refresh,

    /// <summary>Long-lived, for requests, made by its owner.</summary>
    Personal,

    /// <summary>The portal's cookie.</summary>
    Session,
}

/// <summary>
/// The text of a token: a prefix that people and secret scanners recognise, and 256 random bits. Its plain SHA-256 is
/// what is stored: nothing that random can be guessed, so a slow hash would protect nothing.
/// </summary>
internal static class TokenText
{
    private const int SecretLength = 43;

    public static string Make(TokenKind kind) => Prefix(kind) + Random(32);

    /// <summary>Random bytes as Base64url.</summary>
    public static string Random(int bytes) => Base64Text.Write(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>Which kind of token a text has the form of; null when of none.</summary>
    public static TokenKind? KindOf(string text)
    {
        if (text.Length != SecretLength + 4 || !text.AsSpan(4).ContainsOnlyBase64Url())
            return null;
        foreach (var kind in Enum.GetValues<TokenKind>())
        {
            if (text.StartsWith(Prefix(kind), StringComparison.Ordinal))
                return kind;
        }
        return null;
    }

    private static string Prefix(TokenKind kind) => kind switch
    {
        TokenKind.Access => "gta_",
        TokenKind.Refresh => "gtr_",
        TokenKind.Personal => "gtp_",
        TokenKind.Session => "gts_",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
