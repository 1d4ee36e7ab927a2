using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Gantry.Comparing;

internal static class Wording
{
    private const int MostLetters = 200;

    /// <summary>Bytes as text; what is not UTF-8 is taken byte by byte, so that different bytes never look the same.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);

    public static string Cut(string text) => text.Length <= MostLetters ? text : text[..MostLetters] + "…";

    /// <summary>A value in a sentence, cut, without anything that would break the line.</summary>
    public static string Quote(string? text)
    {
        if (text is null)
            return "nothing";
        var cut = Cut(text);
        return cut.Any(char.IsControl) ? $"'{string.Concat(cut.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()))}'" : $"'{cut}'";
    }

    public static string Count(long number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many ?? one + "s")}");

    public static string Number(double number) => number.ToString("G6", CultureInfo.InvariantCulture);
}
