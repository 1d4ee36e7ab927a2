using System.Globalization;

namespace Neo.Astrometry;

/// <summary>The second line of observations from a satellite (<c>s</c>) or a wandering observer (<c>v</c>).</summary>
internal static class Obs80Places
{
    public static bool TryRead(string line, out Location? location)
    {
        location = null;
        if (line[14] == 'v')
        {
            var (longitude, latitude, altitude) = (line[34..44].Trim(), line[45..55].Trim(), line[56..61].Trim());
            if (line[32] != '1' || !IsNumber(longitude) || !IsNumber(latitude) || !IsNumber(altitude))
                return false;
            location = new("WGS84", longitude, latitude, altitude);
            return true;
        }
        // The sign stands first, and blanks may follow it.
        var (x, y, z) = (Signed(line[34..45]), Signed(line[46..57]), Signed(line[58..69]));
        if (line[32] is not ('1' or '2') || !IsNumber(x) || !IsNumber(y) || !IsNumber(z))
            return false;
        location = new(line[32] == '1' ? "ICRF_KM" : "ICRF_AU", x, y, z);
        return true;
    }

    /// <summary>The second line for a first one; null when the place does not fit.</summary>
    public static string? Write(string first, Location location)
    {
        var isRoving = location.System == "WGS84";
        var (a, b, c) = isRoving
            ? (location.First.PadLeft(10), location.Second.PadLeft(10), location.Third.PadLeft(5))
            : (Field(location.First), Field(location.Second), Field(location.Third));
        if (isRoving ? a.Length != 10 || b.Length != 10 || c.Length != 5 : a.Length != 11 || b.Length != 11 || c.Length != 11)
            return null;
        var unit = location.System == "ICRF_AU" ? '2' : '1';
        var place = $"{unit} {a} {b} {c}".PadRight(45);
        return $"{first[..14]}{(isRoving ? 'v' : 's')}{first[15..32]}{place}{first[77..80]}";
    }

    private static string Field(string number)
    {
        var (sign, digits) = number.StartsWith('-') ? ('-', number[1..]) : ('+', number.TrimStart('+'));
        return sign + digits.PadLeft(10);
    }

    private static string Signed(string field)
    {
        var digits = field.Length > 1 ? field[1..].Trim() : "";
        return field[0] == '-' ? "-" + digits : digits;
    }

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
}
