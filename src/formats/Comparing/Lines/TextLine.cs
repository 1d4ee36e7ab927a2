using System.Security.Cryptography;

namespace Gantry.Comparing;

/// <summary>One line; of a long one only the beginning, the length and the digest are kept.</summary>
internal sealed record TextLine(long Number, string Text, long LengthBytes, string? Digest)
{
    public bool Equals(TextLine? other) => other is not null && LengthBytes == other.LengthBytes && Text == other.Text && Digest == other.Digest;

    public override int GetHashCode() => HashCode.Combine(Text, LengthBytes);

    public static TextLine Of(long number, ReadOnlySpan<byte> bytes) => new(number, Wording.Decode(bytes), bytes.Length, null);

    public static TextLine OfLong(long number, ReadOnlySpan<byte> beginning, long length, IncrementalHash hash) =>
        new(number, Wording.Decode(beginning), length, Convert.ToHexString(hash.GetHashAndReset()));
}
