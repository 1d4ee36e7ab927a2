using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Gantry.Security;

/// <summary>Base64url without padding, read strictly: each value has exactly one text.</summary>
internal static class Base64Text
{
    private static readonly SearchValues<char> _letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static bool ContainsOnlyBase64Url(this ReadOnlySpan<char> text) => !text.ContainsAnyExcept(_letters);

    public static string Write(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    public static bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        // The library's reader takes blanks and padding; a signature must not have two spellings.
        if (text.Length % 4 == 1 || !text.ContainsOnlyBase64Url())
            return false;
        var room = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, room, out _, out var length) != OperationStatus.Done)
            return false;
        if (!text.SequenceEqual(Base64Url.EncodeToString(room.AsSpan(0, length))))
            return false;
        bytes = room[..length];
        return true;
    }
}
