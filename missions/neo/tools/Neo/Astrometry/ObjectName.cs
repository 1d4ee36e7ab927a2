using System.Globalization;
using System.Text.RegularExpressions;

namespace Neo.Astrometry;

/// <summary>What an observer calls the object: its number, its provisional designation, or a temporary name; two may be given.</summary>
/// <param name="PermId"><c>433</c>, <c>73P-B</c>, <c>Jupiter 13</c>.</param>
/// <param name="ProvId"><c>2020 QA4</c>, <c>C/2008 FK75</c>, <c>S/2003 J 2</c>.</param>
/// <param name="TrkSub">At most eight characters of the observer's own choosing.</param>
public sealed partial record ObjectName(string PermId, string ProvId, string TrkSub)
{
    private const string Planets = "JSUN";
    private static readonly string[] _planetNames = ["Jupiter", "Saturn", "Uranus", "Neptune"];

    /// <summary>The name that says most.</summary>
    public string Id => PermId.Length > 0 ? PermId : ProvId.Length > 0 ? ProvId : TrkSub;

    /// <summary>From columns 1 to 12 of an 80-column record; null when they are blank or hold what cannot be a name.</summary>
    public static ObjectName? FromColumns(string columns)
    {
        columns = columns.PadRight(12);
        var (number, rest) = (columns[..5], columns[5..12]);
        var fragment = Fragment().Match(rest);
        if (NumberedComet().Match(number) is { Success: true } comet)
        {
            var id = comet.Groups[1].Value.TrimStart('0') + comet.Groups[2].Value;
            if (string.IsNullOrWhiteSpace(rest))
                return new(id, "", "");
            if (fragment.Success)
                return new($"{id}-{fragment.Groups[1].Value.ToUpperInvariant()}", "", "");
        }
        if (Satellite().Match(number) is { Success: true } satellite && string.IsNullOrWhiteSpace(rest))
        {
            var planet = _planetNames[Planets.IndexOf(satellite.Groups[1].Value, StringComparison.Ordinal)];
            return new($"{planet} {int.Parse(satellite.Groups[2].Value, CultureInfo.InvariantCulture)}", "", "");
        }
        var hasNumber = PackedNumber.TryUnpack(number, out var value);
        var permId = hasNumber ? value.ToString(CultureInfo.InvariantCulture) : "";
        if (hasNumber && string.IsNullOrWhiteSpace(rest))
            return new(permId, "", "");
        if ((hasNumber || string.IsNullOrWhiteSpace(number)) && PackedProvisional.TryUnpack(rest, out var provisional))
            return new(permId, provisional, "");
        if (UnpackWithLetter(columns[4], rest) is { } lettered && string.IsNullOrWhiteSpace(number[..4]))
            return new("", lettered, "");
        // Whatever else: a name of the observer's own, if the columns can give it back.
        var trkSub = rest.TrimEnd();
        return (hasNumber || string.IsNullOrWhiteSpace(number)) && trkSub.Length > 0 && !trkSub.Contains(' ', StringComparison.Ordinal)
            ? new(permId, "", trkSub) : null;
    }

    /// <summary>Columns 1 to 12 of an 80-column record; null when the name does not fit there.</summary>
    public string? ToColumns()
    {
        var number = "     ";
        if (NumberedCometName().Match(PermId) is { Success: true } comet)
        {
            var fragment = comet.Groups[3].Value.ToLowerInvariant();
            return ProvId.Length + TrkSub.Length > 0 ? null : comet.Groups[1].Value.PadLeft(4, '0') + comet.Groups[2].Value + fragment.PadLeft(7);
        }
        if (SatelliteName().Match(PermId) is { Success: true } satellite)
            return $"{satellite.Groups[1].Value[0]}{int.Parse(satellite.Groups[2].Value, CultureInfo.InvariantCulture):000}S       ";
        if (PermId.Length > 0)
        {
            if (!int.TryParse(PermId, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || !PackedNumber.TryPack(value, out number))
                return null;
        }
        if (ProvId.Length > 0 && PermId.Length == 0 && PackWithLetter(ProvId) is { } lettered)
            return "    " + lettered;
        if (ProvId.Length > 0)
            return PackedProvisional.TryPack(ProvId, out var packed) ? number + packed : null;
        return TrkSub.Length > 7 || TrkSub.Contains(' ', StringComparison.Ordinal) || Id.Length == 0 ? null : number + TrkSub.PadRight(7);
    }

    // Comets and planets' satellites: a letter in column 5, and a minor planet's designation or a short one after it.
    private static string? UnpackWithLetter(char letter, string rest)
    {
        if ("CPDXIA".Contains(letter, StringComparison.Ordinal))
        {
            if (PackedProvisional.TryUnpack(rest, out var provisional) && provisional[^2] != '-')
                return $"{letter}/{provisional}";
            if (CometCode().Match(rest) is { Success: true } comet)
            {
                var fragment = comet.Groups[5].Value == "0" ? "" : "-" + comet.Groups[5].Value.ToUpperInvariant();
                return $"{letter}/{Century(comet.Groups[1].Value)}{comet.Groups[2].Value} {comet.Groups[3].Value}{int.Parse(comet.Groups[4].Value, CultureInfo.InvariantCulture)}{fragment}";
            }
        }
        return letter == 'S' && MoonCode().Match(rest) is { Success: true } moon
            ? $"S/{Century(moon.Groups[1].Value)}{moon.Groups[2].Value} {moon.Groups[3].Value} {int.Parse(moon.Groups[4].Value, CultureInfo.InvariantCulture)}"
            : null;
    }

    private static string? PackWithLetter(string name)
    {
        if (CometName().Match(name) is { Success: true } comet)
        {
            var fragment = comet.Groups[5].Length == 0 ? "0" : comet.Groups[5].Value.ToLowerInvariant();
            return $"{comet.Groups[1].Value}{Letter(comet.Groups[2].Value)}{comet.Groups[2].Value[2..]}{comet.Groups[3].Value}{int.Parse(comet.Groups[4].Value, CultureInfo.InvariantCulture):00}{fragment}";
        }
        if (MoonName().Match(name) is { Success: true } moon)
            return $"S{Letter(moon.Groups[1].Value)}{moon.Groups[1].Value[2..]}{moon.Groups[2].Value}{int.Parse(moon.Groups[3].Value, CultureInfo.InvariantCulture):00}0";
        return name.Length > 2 && name[1] == '/' && "CPDXIA".Contains(name[0], StringComparison.Ordinal) && PackedProvisional.TryPack(name[2..], out var packed)
            ? name[0] + packed : null;
    }

    private static int Century(string letter) => 18 + "IJK".IndexOf(letter, StringComparison.Ordinal);

    private static char Letter(string year) => "IJK"[int.Parse(year.AsSpan(0, 2), CultureInfo.InvariantCulture) - 18];

    [GeneratedRegex("^([0-9]{4})([PDCXIA])$")]
    private static partial Regex NumberedComet();

    [GeneratedRegex("^([1-9][0-9]{0,3})([PDCXIA])(?:-([A-Z]{1,2}))?$")]
    private static partial Regex NumberedCometName();

    [GeneratedRegex("^ {5,6}([a-z]{1,2})$")]
    private static partial Regex Fragment();

    [GeneratedRegex("^([JSUN])((?!000)[0-9]{3})S$")]
    private static partial Regex Satellite();

    [GeneratedRegex("^(Jupiter|Saturn|Uranus|Neptune) ([1-9][0-9]{0,2})$")]
    private static partial Regex SatelliteName();

    [GeneratedRegex("^([IJK])([0-9]{2})([A-HJ-Y])((?!00)[0-9]{2})([0a-z])$")]
    private static partial Regex CometCode();

    [GeneratedRegex("^([CPDXIA])/((?:18|19|20)[0-9]{2}) ([A-HJ-Y])([1-9][0-9]?)(?:-([A-Z]))?$")]
    private static partial Regex CometName();

    [GeneratedRegex("^([IJK])([0-9]{2})([JSUN])((?!00)[0-9]{2})0$")]
    private static partial Regex MoonCode();

    [GeneratedRegex("^S/((?:18|19|20)[0-9]{2}) ([JSUN]) ([1-9][0-9]?)$")]
    private static partial Regex MoonName();
}
