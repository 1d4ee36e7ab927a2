using System.Globalization;
using Neo.Time;

namespace Neo.Neocc;

/// <summary>When an object was discovered, as far as its designation says: the middle of a half-month.</summary>
public static class HalfMonth
{
    private const string Letters = "ABCDEFGHJKLMNOPQRSTUVWXY";

    /// <summary>Reads 2021QM1, 2021 QM1 and 1979XB.</summary>
    public static bool TryRead(string designation, out double mjd)
    {
        mjd = 0;
        var text = designation.Replace(" ", "", StringComparison.Ordinal);
        if (text.Length < 6 || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year))
            return false;
        var half = Letters.IndexOf(text[4], StringComparison.Ordinal);
        if (half < 0 || !char.IsAsciiLetterUpper(text[5]) || !JulianDays.TryToMjd(year, half / 2 + 1, half % 2 == 0 ? 8 : 23, out var day))
            return false;
        mjd = day;
        return true;
    }
}
