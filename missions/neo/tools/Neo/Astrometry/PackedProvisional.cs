using System.Globalization;
using System.Text.RegularExpressions;

namespace Neo.Astrometry;

/// <summary>
/// Provisional designations in seven characters: <c>J95X01L</c> = 1995 XL1, <c>_QC0000</c> = 2026 CA620,
/// <c>PLS2040</c> = 2040 P-L. Packing and unpacking undo each other; what only looks packed is refused by both.
/// </summary>
public static partial class PackedProvisional
{
    private const string Letters = "ABCDEFGHJKLMNOPQRSTUVWXYZ";
    private const int FirstExtendedCycle = 620;

    public static bool TryUnpack(string packed, out string designation)
    {
        designation = "";
        if (packed.Length != 7)
            return false;
        if (Survey().Match(packed) is { Success: true } survey)
            designation = $"{survey.Groups[2].Value} {survey.Groups[1].Value[0]}-{survey.Groups[1].Value[1]}";
        else if (packed[0] == '_')
            designation = UnpackExtended(packed);
        else if (Usual().IsMatch(packed))
            designation = UnpackUsual(packed);
        return designation.Length > 0 && TryPack(designation, out var again) && again == packed;
    }

    public static bool TryPack(string designation, out string packed)
    {
        packed = "";
        if (SurveyName().Match(designation) is { Success: true } survey)
        {
            packed = $"{survey.Groups[2].Value}{survey.Groups[3].Value}S{survey.Groups[1].Value}";
            return true;
        }
        var match = Name().Match(designation);
        if (!match.Success)
            return false;
        var year = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        var (half, second) = (match.Groups[2].Value[0], match.Groups[3].Value[0]);
        var cycle = match.Groups[4].Length == 0 ? 0 : int.Parse(match.Groups[4].Value, CultureInfo.InvariantCulture);
        if (cycle < FirstExtendedCycle)
            packed = $"{"IJK"[year / 100 - 18]}{year % 100:00}{half}{PackedNumber.Digits[cycle / 10]}{cycle % 10}{second}";
        else if (year is >= 2000 and < 2062 && 25 * (cycle - FirstExtendedCycle) + Letters.IndexOf(second) is < 62 * 62 * 62 * 62 and var place)
            packed = $"_{PackedNumber.Digits[year - 2000]}{half}{PackedNumber.Base62(place, 4)}";
        return packed.Length > 0;
    }

    private static string UnpackUsual(string packed)
    {
        var year = 1800 + 100 * "IJK".IndexOf(packed[0], StringComparison.Ordinal) + int.Parse(packed.AsSpan(1, 2), CultureInfo.InvariantCulture);
        var cycle = 10 * PackedNumber.Digits.IndexOf(packed[4], StringComparison.Ordinal) + packed[5] - '0';
        return $"{year} {packed[3]}{packed[6]}{(cycle > 0 ? cycle : "")}";
    }

    private static string UnpackExtended(string packed)
    {
        var year = PackedNumber.Digits.IndexOf(packed[1], StringComparison.Ordinal);
        if (year < 0 || !Letters.Contains(packed[2], StringComparison.Ordinal) || !PackedNumber.TryBase62(packed.AsSpan(3), out var place))
            return "";
        return $"{2000 + year} {packed[2]}{Letters[place % 25]}{FirstExtendedCycle + place / 25}";
    }

    [GeneratedRegex("^([IJK])[0-9]{2}[A-HJ-Y][0-9A-Za-z][0-9][A-HJ-Z]$")]
    private static partial Regex Usual();

    [GeneratedRegex("^(PL|T1|T2|T3)S([0-9]{4})$")]
    private static partial Regex Survey();

    [GeneratedRegex("^([0-9]{4}) (?:(P)-(L)|(?<2>T)-(?<3>[123]))$")]
    private static partial Regex SurveyName();

    [GeneratedRegex("^((?:18|19|20)[0-9]{2}) ([A-HJ-Y])([A-HJ-Z])([1-9][0-9]{0,6})?$")]
    private static partial Regex Name();
}
