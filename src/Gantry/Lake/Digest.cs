using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Gantry;

/// <summary>The SHA-256 of some bytes: the name of a blob, a release, an artefact. Prints as 64 lower-case hex digits.</summary>
public readonly record struct Digest : IComparable<Digest>
{
    private readonly string? _hex;

    private Digest(string hex) => _hex = hex;

    /// <summary>64 lower-case hex digits.</summary>
    public string Hex => _hex ?? new string('0', 64);

    /// <summary>The first twelve digits: enough for people, never used by the program.</summary>
    public string Short => Hex[..12];

    public static Digest Of(ReadOnlySpan<byte> bytes) => FromHash(SHA256.HashData(bytes));

    public static Digest Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static Digest FromHash(ReadOnlySpan<byte> hash) =>
        hash.Length == 32
            ? new(Convert.ToHexStringLower(hash))
            : throw new ArgumentException($"A SHA-256 has 32 bytes, not {hash.Length}.", nameof(hash));

    /// <summary>Reads 64 hex digits in either case, with or without a leading <c>sha256:</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        if (text is null)
            return false;
        if (text.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase))
            text = text[7..];
        if (text.Length != 64 || !text.All(char.IsAsciiHexDigit))
            return false;
        digest = new(text.ToLowerInvariant());
        return true;
    }

    public static Digest Parse(string text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException($"'{text}' is not a SHA-256: 64 hex digits are.");

    public int CompareTo(Digest other) => string.CompareOrdinal(Hex, other.Hex);

    public override string ToString() => Hex;
}
