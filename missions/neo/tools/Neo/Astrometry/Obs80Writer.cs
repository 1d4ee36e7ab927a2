using System.Globalization;
using Neo.Time;

namespace Neo.Astrometry;

/// <summary>Writes 80-column records. What was read from such a record is written as it was.</summary>
public static class Obs80Writer
{
    /// <summary>One line, or two where the place of the observer belongs to the record; null when something does not fit its columns.</summary>
    public static string? Write(Observation observation)
    {
        if (observation.Name.ToColumns() is not { } name || Codes.CatalogueCode(observation.Catalogue) is not { } catalogue
            || !Obs80Reader.IsStation(observation.Station) || observation.Magnitude.Length > 5 || observation.Band.Length > 1 || observation.Reference.Length > 5)
            return null;
        var mode = observation.Location switch
        {
            null => Codes.ModeCode(observation.Mode),
            { System: "WGS84" } => 'V',
            { System: "ICRF_KM" or "ICRF_AU" } => 'S',
            _ => null,
        };
        if (mode is not { } note2)
            return null;
        var note1 = observation.Notes.Length > 0 ? observation.Notes[0] : observation.Program.Length > 0 ? observation.Program[0] : ' ';
        var ra = Sexagesimal.Write(observation.Ra / 15, observation.PrecRa ?? 0.001, 12, wrapAt: 24);
        var dec = Sexagesimal.Write(Math.Abs(observation.Dec), observation.PrecDec ?? 0.01, 11, wrapAt: 360);
        var sign = double.IsNegative(observation.Dec) ? '-' : '+';
        var first = $"{name}{(observation.IsDiscovery ? '*' : ' ')}{note1}{note2}{Date(observation)}{ra}{sign}{dec}         "
            + $"{Magnitude(observation.Magnitude)}{observation.Band,1}{catalogue}{observation.Reference,-5}{observation.Station}";
        if (first.Length != 80)
            return null;
        if (observation.Location is not { } location)
            return first;
        return Obs80Places.Write(first, location) is { } second ? first + "\n" + second : null;
    }

    // Magnitudes stand with their point in the third column, so that whole ones line up.
    private static string Magnitude(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text.Length : point;
        return (whole < 2 && text.Length is > 0 and < 5 ? " " + text : text).PadRight(5);
    }

    private static string Date(Observation observation)
    {
        var decimals = Math.Clamp(6 - (int)Math.Round(Math.Log10(observation.PrecTime ?? 1)), 0, 6);
        var (day, second) = (observation.Time.Day, observation.Time.Second);
        var scale = (long)Math.Pow(10, decimals);
        var ticks = (long)Math.Round(second / LeapSeconds.DayLength(day) * scale);
        if (ticks >= scale)
            (day, ticks) = (day + 1, ticks - scale);
        var text = JulianDays.ToDate(day).ToString("yyyy MM dd", CultureInfo.InvariantCulture);
        return (decimals == 0 ? text : $"{text}.{ticks.ToString(CultureInfo.InvariantCulture).PadLeft(decimals, '0')}").PadRight(17);
    }
}
