using System.Buffers;
using System.Text;

namespace Gantry.Yaml;

/// <summary>Bytes to text: UTF-8 with or without a byte order mark, and only characters that look like what they are.</summary>
internal static class SourceText
{
    public static string? Decode(ReadOnlySpan<byte> bytes, ProblemList problems)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            problems.Add(1, 1, "the file begins with a UTF-16 byte order mark; save it as UTF-8");
            return null;
        }
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];

        var text = new StringBuilder(bytes.Length);
        int line = 1, column = 1;
        Span<char> units = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var taken) != OperationStatus.Done)
            {
                problems.Add(line, column, $"the byte 0x{bytes[0]:X2} is not UTF-8; save the file as UTF-8");
                return null;
            }
            if (WrongWith(rune) is { } complaint)
            {
                problems.Add(line, column, $"the character U+{rune.Value:X4} {complaint}");
                return null;
            }
            text.Append(units[..rune.EncodeToUtf16(units)]);
            bytes = bytes[taken..];
            var endsLine = rune.Value == '\n' || (rune.Value == '\r' && (bytes.IsEmpty || bytes[0] != '\n'));
            (line, column) = endsLine ? (line + 1, 1) : (line, column + rune.Utf16SequenceLength);
        }
        return text.ToString();
    }

    // The parser takes NUL for the end of the file and NEL, LS, PS for line ends, so that a reviewer would see another
    // document than the one that runs; direction marks show a line in another order than it is read.
    private static string? WrongWith(Rune rune) => rune.Value switch
    {
        '\t' or '\n' or '\r' => null,
        0 => "(NUL) has no place in YAML; remove it",
        < ' ' or >= 0x7F and <= 0x9F and not 0x85 => "is a control character; remove it, or write it as an escape in double quotes",
        0x85 or 0x2028 or 0x2029 => "ends a line only for some readers; use an ordinary line end, or an escape in double quotes",
        0xFEFF => "is a byte order mark in the middle of the file; remove it",
        >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 =>
            "changes the direction of the text, so that the file reads otherwise than it looks; remove it",
        0xFFFE or 0xFFFF => "is not a character; remove it",
        _ => null,
    };
}
