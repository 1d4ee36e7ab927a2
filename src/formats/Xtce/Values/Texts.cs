using System.Text;

namespace Gantry.Xtce;

/// <summary>Bytes as text, and back. What cannot be read becomes U+FFFD, and the bytes stay beside it.</summary>
internal static class Texts
{
    // What Windows-1252 has between 0x80 and 0x9F, where ISO 8859-1 has controls.
    private const string Windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    public static string Read(ReadOnlySpan<byte> bytes, CharacterSet set)
    {
        switch (set)
        {
            case CharacterSet.Windows1252:
                return string.Create(bytes.Length, bytes, static (text, all) =>
                {
                    for (var i = 0; i < all.Length; i++)
                        text[i] = all[i] is >= 0x80 and < 0xA0 ? Windows[all[i] - 0x80] : (char)all[i];
                });
            case CharacterSet.Utf16:
                return bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
                    ? Encoding.Unicode.GetString(bytes[2..])
                    : Encoding.BigEndianUnicode.GetString(bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? bytes[2..] : bytes);
            case CharacterSet.Utf32:
                return bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0])
                    ? Encoding.UTF32.GetString(bytes[4..])
                    : _utf32.GetString(bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]) ? bytes[4..] : bytes);
            default:
                return Plain(set).GetString(bytes);
        }
    }

    public static byte[] Write(string text, CharacterSet set)
    {
        switch (set)
        {
            case CharacterSet.Windows1252:
                return [.. text.Select(c => c < 0x80 || c is >= '\u00A0' and <= '\u00FF' ? (byte)c
                    : Windows.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? (byte)(0x80 + at) : (byte)'?')];
            case CharacterSet.Utf16:
                return [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)];
            case CharacterSet.Utf32:
                return [0, 0, 0xFE, 0xFF, .. _utf32.GetBytes(text)];
            default:
                return Plain(set).GetBytes(text);
        }
    }

    private static readonly UTF32Encoding _utf32 = new(bigEndian: true, byteOrderMark: false);

    private static readonly Encoding _ascii = Encoding.GetEncoding("us-ascii", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));

    private static Encoding Plain(CharacterSet set) => set switch
    {
        CharacterSet.Ascii => _ascii,
        CharacterSet.Latin1 => Encoding.Latin1,
        CharacterSet.Utf16LittleEndian => Encoding.Unicode,
        CharacterSet.Utf16BigEndian => Encoding.BigEndianUnicode,
        CharacterSet.Utf32LittleEndian => Encoding.UTF32,
        CharacterSet.Utf32BigEndian => _utf32,
        _ => Encoding.UTF8,
    };

    /// <summary>The bytes of a unit of text; a terminator is looked for at their multiples.</summary>
    public static int Width(CharacterSet set) => set switch
    {
        CharacterSet.Utf16 or CharacterSet.Utf16LittleEndian or CharacterSet.Utf16BigEndian => 2,
        CharacterSet.Utf32 or CharacterSet.Utf32LittleEndian or CharacterSet.Utf32BigEndian => 4,
        _ => 1,
    };
}
