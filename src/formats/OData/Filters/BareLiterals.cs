using System.Globalization;
using System.Text.RegularExpressions;

namespace Gantry.OData;

/// <summary>Literals that are written without quotes and begin with a digit or a sign.</summary>
internal static partial class BareLiterals
{
    public const int GuidLength = 36;

    /// <summary>A guid at the start of the text that ends where the guid does.</summary>
    public static bool TryGuid(ReadOnlySpan<char> text, out Guid guid)
    {
        guid = default;
        return text.Length >= GuidLength
            && (text.Length == GuidLength || !(char.IsLetterOrDigit(text[GuidLength]) || text[GuidLength] is '-' or '_'))
            && Guid.TryParseExact(text[..GuidLength], "D", out guid);
    }

    public static Literal? Read(ReadOnlySpan<char> written, out string complaint)
    {
        complaint = "";
        if (written.Length > 64)
            complaint = "a number or a date is not this long; put a text in quotes";
        else if (written.Length > 4 && char.IsAsciiDigit(written[0]) && written[4] == '-')
            return ReadInstant(written, out complaint);
        else
            return ReadNumber(written, out complaint);
        return null;
    }

    private static Literal? ReadInstant(ReadOnlySpan<char> written, out string complaint)
    {
        complaint = $"{Wording.Quote(written.ToString())} is not a date and time such as 2026-01-31T12:00:00.000Z";
        var match = InstantPattern().Match(written.ToString());
        if (!match.Success)
            return null;
        if (!match.Groups["zone"].Success)
        {
            complaint += "; it has no zone, write Z for UTC";
            return null;
        }
        // DateTimeOffset knows seven digits of a fraction; more could only be dropped, and then 'ge' would not mean what it says.
        var fraction = match.Groups["fraction"].Value.PadRight(7, '0');
        if (fraction.Length > 7)
        {
            complaint += "; at most seven digits may follow the point";
            return null;
        }
        var second = match.Groups["second"].Success ? match.Groups["second"].Value : "00";
        var zone = match.Groups["zone"].Value is "Z" or "z" ? "+00:00" : match.Groups["zone"].Value;
        return DateTimeOffset.TryParseExact(
            $"{match.Groups["day"].Value}T{match.Groups["time"].Value}:{second}.{fraction}{zone}", "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? new InstantLiteral(instant)
            : null;
    }

    private static Literal? ReadNumber(ReadOnlySpan<char> written, out string complaint)
    {
        complaint = $"{Wording.Quote(written.ToString())} is neither a number nor a date; put a text in quotes";
        var match = NumberPattern().Match(written.ToString());
        if (!match.Success)
            return null;
        if (long.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return new WholeLiteral(whole);
        if (decimal.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && (number != 0 || !match.Groups["digits"].ValueSpan.ContainsAnyInRange('1', '9')))
            return new DecimalLiteral(number);
        complaint = $"{Wording.Quote(written.ToString())} is a number too large or too small to compare with";
        return null;
    }

    [GeneratedRegex(
        @"^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?<time>[0-9]{2}:[0-9]{2})(:(?<second>[0-9]{2})(\.(?<fraction>[0-9]{1,50}))?)?" +
        @"(?<zone>[Zz]|[+-][0-9]{2}:[0-9]{2})?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex InstantPattern();

    [GeneratedRegex(
        @"^[+-]?(?<digits>[0-9]+(\.[0-9]+)?)([eE][+-]?[0-9]+)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();
}
